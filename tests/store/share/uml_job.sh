# Runs inside User-Mode Linux: real SMB 3.1.1 and NFS shares, each mounted twice or more over loopback.
# The computer's own file system is read-only here; /mnt/srv and /mnt/small are disks of the job's own.
# The parts: smb ten nfs cuts places race. Without words, all of them.
PARTS=" ${*:-smb ten nfs cuts places race} "
mkdir -p /mnt/srv /mnt/small /mnt/a /mnt/b /mnt/c /mnt/d
mount -t ext4 /dev/ubda /mnt/srv && mount -t ext4 /dev/ubdb /mnt/small && mkdir -p /mnt/srv/smb /mnt/srv/nfs /mnt/small/share
chmod -R 777 /mnt/srv /mnt/small
touch "$CHECKOUT/should-fail" 2>/dev/null && echo "HOST IS WRITABLE: BAD"
asked() { case "$PARTS" in *" $1 "*) return 0;; esac; return 1; }
py() { (cd "$CHECKOUT" && PYTHONDONTWRITEBYTECODE=1 HOME=/run TMPDIR=/run "$PYTHON" -m "tests.store.share.$@"); }
anew() { umount -l /mnt/a /mnt/b /mnt/c /mnt/d 2>/dev/null; rm -rf /mnt/srv/smb/* /mnt/srv/nfs/* /run/desks-*; }
# The kernel asks for nothing by itself in here: what SMB 3.1.1 encrypts and signs with is loaded by name.
for m in cmac sha256_generic sha512_generic aes_generic ctr cbc ghash-generic ccm gcm md5 hmac ecb cifs nfsd nfsv2 nfsv3 nfsv4; do modprobe -q -d /mnt $m; done

mkdir -p /run/samba/private /run/samba/ncalrpc /var/log/samba
cat > /run/smb.conf <<C
[global]
  security = user
  map to guest = Bad User
  guest account = root
  interfaces = lo
  smb ports = 445
  disable netbios = yes
  log file = /run/samba/log
  lock directory = /run/samba
  state directory = /run/samba
  cache directory = /run/samba
  pid directory = /run/samba
  private dir = /run/samba/private
  ncalrpc dir = /run/samba/ncalrpc
  printing = bsd
  load printers = no
  disable spoolss = yes
[share]
  path = /mnt/srv/smb
  read only = no
  guest ok = yes
  force user = root
[small]
  path = /mnt/small/share
  read only = no
  guest ok = yes
  force user = root
C
smbd -s /run/smb.conf -D 2>/dev/null
for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do grep -q ':01BD .* 0A ' /proc/net/tcp && break; sleep 1; done
smb() { mount.cifs //$3/$2 /mnt/$1 -o guest,vers=3.1.1,nosharesock,nolease,uid=0,gid=0${4:+,$4} || echo "no SMB mount: BAD"; }
nfs() { mount -t nfs -o vers=$2${4:+,$4} $3:/ /mnt/$1 || echo "no NFS $2 mount: BAD"; }

# Cuts the network of the desks that use 127.0.0.2, for so many seconds, every so often, while they work.
export STOP=/run/stop
cuts() {
  while [ ! -f /run/stop ]; do
    sleep $2
    ip route add blackhole 127.0.0.2/32 table local; sleep $1; ip route del blackhole 127.0.0.2/32 table local
    [ "$3" = sessions ] && kill -9 $(pgrep -x smbd | tail -n +4 | shuf -n 1) 2>/dev/null && echo "a session of the server was killed"
  done
  echo "the network was cut for $1 s now and then" > /run/stopped
}
stop_cuts() { touch /run/stop; wait $!; cat /run/stopped; rm -f /run/stop; }

if asked smb; then
  smb a share 127.0.0.1; smb b share 127.0.0.1
  py two_mounts SMB /mnt/a /mnt/b /run; anew
  for m in a b; do smb $m share 127.0.0.1; done
  py storm SMB-kills /run 4 20 0.5 8 /mnt/a /mnt/b; anew
fi

if asked ten; then
  for m in a b c d; do smb $m share 127.0.0.1; done
  py storm SMB-ten /run 10 18 2 0 /mnt/a /mnt/b /mnt/c /mnt/d; anew
fi

if asked cuts; then
  smb a share 127.0.0.1; smb b share 127.0.0.2 echo_interval=1
  cuts 4 4 sessions & py storm SMB-cut-4s /run 4 15 1 3 /mnt/a /mnt/b; stop_cuts; anew
  smb a share 127.0.0.1; smb b share 127.0.0.2 echo_interval=1
  cuts 40 5 & py storm SMB-cut-40s /run 2 25 2 0 /mnt/a /mnt/b; stop_cuts; anew
fi

if asked nfs || asked race || asked cuts; then
  mkdir -p /run/rpcbind /run/rpc_pipefs /var/lib/nfs/v4recovery /var/lib/nfs/sm /var/lib/nfs/sm.bak
  touch /var/lib/nfs/etab /var/lib/nfs/rmtab /var/lib/nfs/state
  mount -t nfsd nfsd /proc/fs/nfsd; mount -t rpc_pipefs rpc_pipefs /run/rpc_pipefs
  (rpcbind -w || rpcbind; rpc.mountd --manage-gids; rpc.statd) 2>/dev/null; sleep 1
  echo 10 > /proc/fs/nfsd/nfsv4leasetime; echo 10 > /proc/fs/nfsd/nfsv4gracetime
  exportfs -o rw,no_root_squash,insecure,fsid=0,no_subtree_check 127.0.0.1:/mnt/srv/nfs
  exportfs -o rw,no_root_squash,insecure,fsid=0,no_subtree_check 127.0.0.2:/mnt/srv/nfs; rpc.nfsd 4; sleep 1
fi
four() { nfs a 4.2 127.0.0.1; nfs b 4.1 127.0.0.1; nfs c 4.0 127.0.0.1; mount -t nfs -o vers=3,nolock,proto=tcp,mountproto=tcp 127.0.0.1:/mnt/srv/nfs /mnt/d || echo "no NFS 3 mount: BAD"; }

if asked nfs; then
  nfs a 4.2 127.0.0.1; nfs b 4.1 127.0.0.1
  py two_mounts NFS /mnt/a /mnt/b /run; anew
  four; py storm NFS-ten /run 10 18 2 0 /mnt/a /mnt/b /mnt/c /mnt/d; anew
  four; py storm NFS-kills /run 4 20 0.5 8 /mnt/a /mnt/b /mnt/c /mnt/d; anew
fi

if asked cuts; then
  nfs a 4.2 127.0.0.1; nfs b 4.1 127.0.0.2
  cuts 4 4 & py storm NFS-cut-4s /run 4 15 1 3 /mnt/a /mnt/b; stop_cuts; anew
fi

if asked race; then
  smb a share 127.0.0.1; smb b share 127.0.0.1; smb c share 127.0.0.1
  py race SMB /mnt/a /mnt/b /mnt/c; anew
  four; py race NFS /mnt/a /mnt/b /mnt/d; anew
fi

if asked places; then
  smb a small 127.0.0.1
  py real_places SMB /mnt/a /mnt/small/share /run
  umount -l /mnt/a
fi
echo "job ended"
