/* Lets User-Mode Linux 6.1 run on processors whose registers take more room than it knows (AMX: 11 KB).
 *
 * UML keeps 2,696 bytes for the floating point state of a process and hands them back by PTRACE_SETREGSET. The host
 * takes its whole state or nothing (EFAULT), so UML panics at boot: "ptrace set fp regs failed, errno 14". Loaded
 * before UML (LD_PRELOAD), this pads what UML hands back to the host's whole size. The parts that UML does not know
 * are marked as unused: a process in there must not use them, and no program asks for AMX of itself. Registers that
 * are as they were read a moment ago are not written again: that is half of the work of each system call in there.
 */
#define _GNU_SOURCE
#include <cpuid.h>
#include <dlfcn.h>
#include <elf.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

#define LARGEST (64 << 10)
#define IN_USE 512 /* where a state says, bit by bit, which of its parts are in use */

typedef long (*ptrace_call)(int, int, void *, void *);

static char state[LARGEST] __attribute__((aligned(64)));

static uint64_t parts_within(size_t length)
{
    unsigned size, offset, flags, none;
    uint64_t fit = 3; /* x87 and SSE stand in the first 512 bytes */
    for (int part = 2; part < 63; part++) {
        __cpuid_count(0xD, part, size, offset, flags, none);
        if (size && offset && offset + size <= length)
            fit |= 1ULL << part;
    }
    return fit;
}

#define PLACES 256

static struct { int pid; size_t length; char bytes[LARGEST / 16]; } last[PLACES]; /* as each process has them now */

static void remember(int pid, const struct iovec *now)
{
    int place = pid % PLACES;
    last[place].pid = now && now->iov_len <= sizeof last[place].bytes ? pid : 0;
    if (last[place].pid) {
        last[place].length = now->iov_len;
        memcpy(last[place].bytes, now->iov_base, now->iov_len);
    }
}

static int is_so(int pid, const struct iovec *asked)
{
    int place = pid % PLACES;
    return last[place].pid == pid && last[place].length == asked->iov_len &&
           !memcmp(last[place].bytes, asked->iov_base, asked->iov_len);
}

static long set_whole(ptrace_call real, int pid, void *kind, struct iovec *given)
{
    static size_t whole, known;
    static uint64_t parts;
    if (!whole) {
        struct iovec all = {state, sizeof state};
        if (real(PTRACE_GETREGSET, pid, kind, &all) < 0)
            return -1;
        memset(state, 0, sizeof state);
        whole = all.iov_len;
    }
    if (given->iov_len >= whole || given->iov_len < IN_USE + 64)
        return real(PTRACE_SETREGSET, pid, kind, given);
    if (known != given->iov_len) {
        known = given->iov_len;
        parts = parts_within(known);
    }
    memcpy(state, given->iov_base, known);
    *(uint64_t *)(state + IN_USE) &= parts;
    struct iovec all = {state, whole};
    return real(PTRACE_SETREGSET, pid, kind, &all);
}

long ptrace(enum __ptrace_request request, ...)
{
    static ptrace_call real;
    va_list given;
    va_start(given, request);
    int pid = va_arg(given, int);
    void *address = va_arg(given, void *), *data = va_arg(given, void *);
    va_end(given);
    if (!real)
        real = (ptrace_call)dlsym(RTLD_NEXT, "ptrace");
    int registers = (uintptr_t)address == NT_X86_XSTATE;
    if (request == PTRACE_SETREGSET && registers && is_so(pid, data))
        return 0;
    long done = request == PTRACE_SETREGSET && registers ? set_whole(real, pid, address, data)
                                                         : real(request, pid, address, data);
    if ((request == PTRACE_GETREGSET || request == PTRACE_SETREGSET) && registers)
        remember(pid, done < 0 ? 0 : data);
    else if (request != PTRACE_SYSCALL && request != PTRACE_GETREGS && request != PTRACE_SETREGS &&
             request != PTRACE_GETREGSET && request != PTRACE_SETREGSET && request != PTRACE_SYSEMU)
        remember(pid, 0); /* a new process, or something unforeseen */
    return done;
}
