namespace WebConsole.Appliances.Definitions;

internal static partial class HarmlessSettings
{
    /// <summary>
    /// A line is an element; what may stand in it: <c>#</c> a text, <c>@name</c> an attribute, <c>=a|b</c> with one of these
    /// values. A star stands for any device that has a line itself. Left out is what reaches the host: its files, devices,
    /// networks, sockets and programs, what another machine on it would miss (memory that is locked, processors that are pinned),
    /// and what nobody has looked at.
    /// </summary>
    private const string List = """
        domain @type=kvm|qemu
        domain/name #
        domain/uuid #
        domain/genid #
        domain/title #
        domain/description #
        domain/metadata
        domain/memory # @unit
        domain/currentMemory # @unit
        domain/maxMemory # @unit @slots
        domain/vcpu # @current @placement=static
        domain/vcpus/vcpu @id @enabled @hotpluggable @order
        domain/iothreads #
        domain/iothreadids/iothread @id
        domain/os @firmware=efi|bios
        domain/os/type #=hvm @arch @machine
        domain/os/firmware/feature @name @enabled
        domain/os/loader @secure @stateless
        domain/os/boot @dev
        domain/os/bootmenu @enable @timeout
        domain/os/bios @useserial @rebootTimeout
        domain/os/smbios @mode=sysinfo|emulate
        domain/sysinfo @type=smbios
        domain/sysinfo/bios/entry # @name
        domain/sysinfo/system/entry # @name
        domain/sysinfo/baseBoard/entry # @name
        domain/sysinfo/chassis/entry # @name
        domain/sysinfo/oemStrings/entry #
        domain/cpu @mode @match @check @migratable
        domain/cpu/model # @fallback @vendor_id
        domain/cpu/vendor #
        domain/cpu/topology @sockets @dies @clusters @cores @threads
        domain/cpu/feature @name @policy
        domain/cpu/cache @level @mode
        domain/cpu/maxphysaddr @mode @bits @limit
        domain/cpu/numa/cell @id @cpus @memory @unit
        domain/cpu/numa/cell/distances/sibling @id @value
        domain/features/acpi
        domain/features/apic @eoi
        domain/features/pae
        domain/features/gic @version
        domain/features/hap @state
        domain/features/pmu @state
        domain/features/pvspinlock @state
        domain/features/smm @state
        domain/features/smm/tseg # @unit
        domain/features/vmport @state
        domain/features/vmcoreinfo @state
        domain/features/ioapic @driver
        domain/features/kvm/hidden @state
        domain/features/kvm/hint-dedicated @state
        domain/features/kvm/poll-control @state
        domain/features/kvm/pv-ipi @state
        domain/features/hyperv @mode
        domain/features/hyperv/relaxed @state
        domain/features/hyperv/vapic @state
        domain/features/hyperv/spinlocks @state @retries
        domain/features/hyperv/vpindex @state
        domain/features/hyperv/runtime @state
        domain/features/hyperv/synic @state
        domain/features/hyperv/stimer @state
        domain/features/hyperv/stimer/direct @state
        domain/features/hyperv/reset @state
        domain/features/hyperv/vendor_id @state @value
        domain/features/hyperv/frequencies @state
        domain/features/hyperv/reenlightenment @state
        domain/features/hyperv/tlbflush @state
        domain/features/hyperv/ipi @state
        domain/features/hyperv/evmcs @state
        domain/features/hyperv/avic @state
        domain/clock @offset @adjustment @basis @start @timezone
        domain/clock/timer @name @present @tickpolicy @track @frequency @mode
        domain/clock/timer/catchup @threshold @slew @limit
        domain/on_poweroff #=destroy|restart|preserve|rename-restart
        domain/on_reboot #=destroy|restart|preserve|rename-restart
        domain/on_crash #=destroy|restart|preserve|rename-restart
        domain/on_lockfailure #=poweroff|restart|pause|ignore
        domain/pm/suspend-to-mem @enabled
        domain/pm/suspend-to-disk @enabled
        domain/devices/*/address @type=pci|drive|virtio-serial|ccid|usb|spapr-vio|virtio-s390|ccw|virtio-mmio|isa|dimm|unassigned @domain @bus @slot @function @multifunction @controller @target @unit @port @reg @cssid @ssid @devno @iobase @irq @slot @base
        domain/devices/*/alias @name
        domain/devices/*/boot @order @loadparm
        domain/devices/*/acpi @index
        domain/devices/disk @type=file|block|volume @device=disk|cdrom|floppy @snapshot @model
        domain/devices/disk/driver @name=qemu @type=raw|qcow2 @cache @io @discard @detect_zeroes @error_policy @rerror_policy @iothread @queues @queue_size @ioeventfd @event_idx @packed @discard_no_unref
        domain/devices/disk/source @pool @volume @startupPolicy
        domain/devices/disk/target @dev @bus @tray @removable @rotation_rate
        domain/devices/disk/readonly
        domain/devices/disk/serial #
        domain/devices/disk/wwn #
        domain/devices/disk/vendor #
        domain/devices/disk/product #
        domain/devices/disk/blockio @logical_block_size @physical_block_size @discard_granularity
        domain/devices/disk/geometry @cyls @heads @secs @trans
        domain/devices/controller @type=usb|scsi|sata|ide|fdc|pci|virtio-serial|ccid @index @model @ports @vectors
        domain/devices/controller/driver @queues @iothread @cmd_per_lun @max_sectors @ioeventfd @packed
        domain/devices/controller/master @startport
        domain/devices/controller/model @name
        domain/devices/controller/target @chassisNr @chassis @port @busNr @index @hotplug
        domain/devices/controller/target/node #
        domain/devices/controller/pcihole64 # @unit
        domain/devices/interface @type=network
        domain/devices/interface/mac @address
        domain/devices/interface/source @network @portgroup
        domain/devices/interface/model @type
        domain/devices/interface/driver @name=vhost|qemu @queues @rx_queue_size @tx_queue_size @txmode @ioeventfd @event_idx @packed
        domain/devices/interface/link @state
        domain/devices/interface/mtu @size
        domain/devices/serial @type=pty
        domain/devices/serial/target @type @port
        domain/devices/serial/target/model @name
        domain/devices/parallel @type=pty
        domain/devices/parallel/target @type @port
        domain/devices/console @type=pty
        domain/devices/console/target @type @port
        domain/devices/console/target/model @name
        domain/devices/serial/source
        domain/devices/parallel/source
        domain/devices/console/source
        domain/devices/channel @type=unix|spicevmc|spiceport|qemu-vdagent
        domain/devices/channel/source @mode=bind @channel
        domain/devices/channel/source/clipboard @copypaste
        domain/devices/channel/source/mouse @mode
        domain/devices/channel/target @type=virtio @name @state
        domain/devices/input @type=mouse|tablet|keyboard @bus @model
        domain/devices/hub @type
        domain/devices/graphics @type=vnc|spice @autoport=yes @listen=127.0.0.1|::1|localhost @passwd @passwdValidTo @keymap @sharePolicy @defaultMode @connected
        domain/devices/graphics/listen @type=address|none @address=127.0.0.1|::1|localhost
        domain/devices/graphics/image @compression
        domain/devices/graphics/jpeg @compression
        domain/devices/graphics/zlib @compression
        domain/devices/graphics/playback @compression
        domain/devices/graphics/streaming @mode
        domain/devices/graphics/mouse @mode
        domain/devices/graphics/clipboard @copypaste
        domain/devices/graphics/filetransfer @enable
        domain/devices/graphics/channel @name @mode
        domain/devices/graphics/gl @enable=no
        domain/devices/graphics/audio @id
        domain/devices/video
        domain/devices/video/driver @name=qemu
        domain/devices/video/model @type @heads @ram @vram @vram64 @vgamem @primary @blob @edid
        domain/devices/video/model/acceleration @accel2d=no @accel3d=no
        domain/devices/video/model/resolution @x @y
        domain/devices/sound @model
        domain/devices/sound/codec @type
        domain/devices/sound/audio @id
        domain/devices/audio @id @type=none|spice
        domain/devices/memballoon @model @autodeflate @freePageReporting
        domain/devices/memballoon/stats @period
        domain/devices/rng @model
        domain/devices/rng/rate @bytes @period
        domain/devices/rng/backend #=/dev/urandom|/dev/random @model=random|builtin
        domain/devices/tpm @model
        domain/devices/tpm/backend @type=emulator @version @persistent_state
        domain/devices/tpm/backend/active_pcr_banks/sha1
        domain/devices/tpm/backend/active_pcr_banks/sha256
        domain/devices/tpm/backend/active_pcr_banks/sha384
        domain/devices/tpm/backend/active_pcr_banks/sha512
        domain/devices/watchdog @model @action=reset|shutdown|poweroff|pause|none|inject-nmi
        domain/devices/panic @model
        domain/devices/redirdev @bus=usb @type=spicevmc
        domain/devices/redirfilter/usbdev @class @vendor @product @version @allow
        """;
}
