using System.Collections.Frozen;

namespace WebConsole.Security;

public static partial class DefinitionMask
{
    // From libvirt's schema (https://gitlab.com/libvirt/libvirt/-/tree/master/src/conf/schemas): names of numbers,
    // choices, names, addresses and paths. Attributes with free text are left out on purpose: query, passwd and value.
    private static readonly FrozenSet<string> Attributes = Set("""
        accel2d accel3d access accessmode action actual addr address adjustment agentsock alias allocation allow append appid
        arch associativity ats auto autodeflate autoport average aw_bits bandwidth bar base basis behavior bits bridge
        bufferCount bufferLength burst bus busNr bytes cache caching_mode canonical capability cellid channel channels chassis
        chassisNr check class classID clientName cmd_per_lun compression connected connectionid connections connectPorts
        controller copy_on_read copypaste core_id cores count cpus cpuset cssid csum current cyls dax default defaultMode delay
        deprecated detect_zeroes dev device devno die_id dies dir discard discard_no_unref display dmode domain driver dspPolicy
        dumpCore dynamicMemslots ecn eim enable enabled end engine eoi error_policy evdev event_idx exactName exclude exclusive
        expiry fallback family fdgroup fid file filter firmware fixedSettings flock floor fmode format forwardPlainNames fqdn
        freePageReporting frequency fullscreen function gateway grab grabToggle granularity granule group gso guestReset hash
        heads host hostname hotplug hotpluggable id index initiator instanceid interfaceid intremap io iobase ioeventfd iommu
        iommufd iothread iothreads iotlb ip ipv6 irq isolated job kernelHashes keyfile keymap labelskip latency level limit
        listen loadparm localOnly localPtr logFile logical_block_size mac machine macTableManager managed managerid master match
        max max_sectors maxAllocs maxCpus maxEventChannels maxGrantFrames maxMonitors memAccess memory metric migratable min
        missing mixingEngine mode model mrg_rxbuf multidevs multifunction multiUser name namespace nativeMode netmask network
        node nodeset num offset openfiles order p2p packed page_per_vq parent parent_fabric_wwn parent_wwnn parent_wwpn
        part_separator passwdValidTo path peak peer period persistent persistent_state physical_block_size placement policy poll
        pool port portgroup portgroupid portid ports posix powerControl prefix present primary priority product profileid proto
        protocol queue queue_size queues ram ramfb rawio readonly ready rebootTimeout reg relabel removable rendernode repeat
        replaceUser rerror_policy resizing retries reuseThreshold role root rotation_rate rss rss_hash_report runtimeDir
        rx_queue_size scaling scheduler seconds secret secs secure server serverName service sgio shareBacking sharePolicy
        siblings size slave slew slot slots snapshot socket socket_id sockets speed ssid start startport startupPolicy state
        stateless statistics stepping stp streamName support supported switchid tap target template thread_pool_max
        thread_pool_min threads threshold tickpolicy timeout timerPeriod timezone tls tlsHostname tlsPort to toggle track trans
        transport tray trunk trustGuest trustGuestRxFilters tryMMap tryPoll tso4 tso6 tty tx_queue_size txmode type typeid
        typeidversion ufo uid unique_id unit units unknown usable usage user username useserial uuid vcpu vcpus vectors vendor
        vendor_id ver verify version vgaconf vgamem vhost voices volume vram vram64 websocket weight writeFiltering wrpolicy
        wwnn wwpn x xattr y zone
        """);

    // Elements whose text has the same kinds. Left out on purpose: cmdline, bootloader_args, entry (SMBIOS, OEM
    // strings, fw_cfg), initarg, initenv, cookie, session, dhCert, certificate, database, key and value.
    private static readonly FrozenSet<string> Texts = Set("""
        alignsize allocation arch available backend baselabel block bootloader capacity cbitpos char clusterSize compat current
        currentMemory datacenterpath description doi domain dtb emulator emulator_period emulator_quota flc genid global_period
        global_quota granule group group_name handle hard_limit hostname imagelabel init initdir initgroup initrd inituser
        interface iothread_period iothread_quota iothreads kernel label loader lockspace machine max_size maxESGuests maxGuests
        maxMemory maxpagesize memory min_guarantee mode model name node nodemask nvram on_crash on_lockfailure on_poweroff
        on_reboot os_type owner pages pagesize partition path pcihole64 period policy product quota read_bytes_sec
        read_bytes_sec_max read_bytes_sec_max_length read_iops_sec read_iops_sec_max read_iops_sec_max_length reducedPhysBits
        requested root section_size serial sgx1 sgx2 shares shim size size_iops_sec sndbuf soft_limit space_hard_limit
        space_soft_limit swap_hard_limit table tb-cache title total_bytes_sec total_bytes_sec_max total_bytes_sec_max_length
        total_iops_sec total_iops_sec_max total_iops_sec_max_length tseg type uri_transport uuid vcpu vendor weight wordsize
        write_bytes_sec write_bytes_sec_max write_bytes_sec_max_length write_iops_sec write_iops_sec_max
        write_iops_sec_max_length wwn
        """);

    private static FrozenSet<string> Set(string names) => names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
}
