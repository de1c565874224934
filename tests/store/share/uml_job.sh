# Runs inside User-Mode Linux: an SMB 3.1.1 share and an NFS share, each mounted twice over loopback.
# The computer's own file system is read-only here; /mnt/srv is a disk of the job's own.
mkdir -p /mnt/srv /mnt/a /mnt/b && mount -t ext4 /dev/ubda /mnt/srv && mkdir -p /mnt/srv/share && chmod 777 /mnt/srv/share
touch "$CHECKOUT/should-fail" 2>/dev/null && echo "HOST IS WRITABLE"
mkdir -p /run/samba/private /run/samba/ncalrpc
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
  path = /mnt/srv/share
  read only = no
  guest ok = yes
  force user = root
C
for m in cmac sha256_generic sha512_generic aes_generic ccm gcm md5 hmac ecb cifs nfsd nfsv4; do modprobe -d /mnt $m 2>/dev/null; done
smbd -s /run/smb.conf -D; sleep 2
for m in a b; do
  mount.cifs //127.0.0.1/share /mnt/$m -o guest,vers=3.1.1,nosharesock,nolease,uid=0,gid=0 || echo "no SMB mount"
done
cd "$CHECKOUT" && PYTHONDONTWRITEBYTECODE=1 HOME=/run TMPDIR=/run "$PYTHON" -m tests.store.share.two_mounts SMB /mnt/a /mnt/b /run
umount -l /mnt/a /mnt/b
mkdir -p /run/rpcbind; mount -t nfsd nfsd /proc/fs/nfsd; mkdir -p /run/rpc_pipefs; mount -t rpc_pipefs rpc_pipefs /run/rpc_pipefs
mkdir -p /var/lib/nfs/v4recovery /var/lib/nfs/sm /var/lib/nfs/sm.bak; touch /var/lib/nfs/etab /var/lib/nfs/rmtab /var/lib/nfs/state
rpcbind -w 2>/dev/null || rpcbind; rpc.mountd --manage-gids & sleep 1
echo 10 > /proc/fs/nfsd/nfsv4leasetime; echo 10 > /proc/fs/nfsd/nfsv4gracetime
rm -rf /mnt/srv/share/*
exportfs -o rw,no_root_squash,insecure,fsid=0,no_subtree_check 127.0.0.1:/mnt/srv/share; rpc.nfsd 4; sleep 1
mount -t nfs -o vers=4.2,nosharecache 127.0.0.1:/ /mnt/a || echo "no NFS mount"
mount -t nfs -o vers=4.1,nosharecache 127.0.0.1:/ /mnt/b || echo "no NFS mount"
cd "$CHECKOUT" && PYTHONDONTWRITEBYTECODE=1 HOME=/run TMPDIR=/run "$PYTHON" -m tests.store.share.two_mounts NFS /mnt/a /mnt/b /run
