namespace Libvirt;

/// <summary>
/// libvirt's error codes. The numbers are libvirt's; a newer libvirt may send others.
/// See <see href="https://libvirt.org/html/libvirt-virterror.html#virErrorNumber">virErrorNumber</see>.
/// </summary>
public enum LibvirtErrorCode
{
    /// <summary>No error was recorded.</summary>
    Ok = 0,

    /// <summary>An error inside libvirt or the hypervisor that has no code of its own.</summary>
    InternalError = 1,

    /// <summary>Memory ran out.</summary>
    NoMemory = 2,

    /// <summary>The driver, the daemon or the installed libvirt does not know this call.</summary>
    NoSupport = 3,

    /// <summary>The host name could not be resolved.</summary>
    UnknownHost = 4,

    /// <summary>The hypervisor or the URI's driver could not be reached.</summary>
    NoConnect = 5,

    /// <summary>The connection is not valid.</summary>
    InvalidConnection = 6,

    /// <summary>The domain object is not valid.</summary>
    InvalidDomain = 7,

    /// <summary>An argument is out of range or does not fit.</summary>
    InvalidArgument = 8,

    /// <summary>The hypervisor refused or failed the command.</summary>
    OperationFailed = 9,

    /// <summary>The operating system type is unknown.</summary>
    OsType = 16,

    /// <summary>A kernel is missing.</summary>
    NoKernel = 17,

    /// <summary>The root device is missing.</summary>
    NoRoot = 18,

    /// <summary>A device's source is missing.</summary>
    NoSource = 19,

    /// <summary>A device's target is missing.</summary>
    NoTarget = 20,

    /// <summary>The name is missing.</summary>
    NoName = 21,

    /// <summary>The description of the operating system is missing.</summary>
    NoOs = 22,

    /// <summary>Devices are missing.</summary>
    NoDevice = 23,

    /// <summary>None of the drivers took the call.</summary>
    CallFailed = 26,

    /// <summary>The XML lacks something or says something that cannot be.</summary>
    XmlError = 27,

    /// <summary>There is a domain of that name or UUID.</summary>
    DomainExists = 28,

    /// <summary>The connection is read-only or the action is forbidden on it.</summary>
    OperationDenied = 29,

    /// <summary>A configuration file could not be opened.</summary>
    OpenFailed = 30,

    /// <summary>A configuration file could not be read.</summary>
    ReadFailed = 31,

    /// <summary>A configuration file could not be parsed.</summary>
    ParseFailed = 32,

    /// <summary>A configuration file has a syntax error.</summary>
    ConfigurationSyntax = 33,

    /// <summary>A configuration file could not be written.</summary>
    WriteFailed = 34,

    /// <summary>The XML is not well formed.</summary>
    XmlDetail = 35,

    /// <summary>The network object is not valid.</summary>
    InvalidNetwork = 36,

    /// <summary>There is a network of that name or UUID.</summary>
    NetworkExists = 37,

    /// <summary>A system call failed.</summary>
    SystemError = 38,

    /// <summary>Talk with the daemon failed.</summary>
    Rpc = 39,

    /// <summary>TLS failed.</summary>
    GnuTls = 40,

    /// <summary>There is no such domain (any more).</summary>
    NoDomain = 42,

    /// <summary>There is no such network (any more).</summary>
    NoNetwork = 43,

    /// <summary>The MAC address is not valid.</summary>
    InvalidMac = 44,

    /// <summary>Authentication failed.</summary>
    AuthenticationFailed = 45,

    /// <summary>The storage pool object is not valid.</summary>
    InvalidStoragePool = 46,

    /// <summary>The storage volume object is not valid.</summary>
    InvalidStorageVolume = 47,

    /// <summary>There is no such storage pool (any more).</summary>
    NoStoragePool = 49,

    /// <summary>There is no such storage volume (any more).</summary>
    NoStorageVolume = 50,

    /// <summary>The node device object is not valid.</summary>
    InvalidNodeDevice = 52,

    /// <summary>There is no such node device (any more).</summary>
    NoNodeDevice = 53,

    /// <summary>The security model is unknown.</summary>
    NoSecurityModel = 54,

    /// <summary>The object's state does not allow the operation.</summary>
    OperationInvalid = 55,

    /// <summary>There is no such host interface.</summary>
    NoInterface = 57,

    /// <summary>The host interface object is not valid.</summary>
    InvalidInterface = 58,

    /// <summary>More than one host interface fits.</summary>
    MultipleInterfaces = 59,

    /// <summary>The network filter object is not valid.</summary>
    InvalidNetworkFilter = 61,

    /// <summary>There is no such network filter.</summary>
    NoNetworkFilter = 62,

    /// <summary>The firewall rules could not be set.</summary>
    BuildFirewall = 63,

    /// <summary>The secret is not valid.</summary>
    InvalidSecret = 65,

    /// <summary>There is no such secret.</summary>
    NoSecret = 66,

    /// <summary>The configuration asks for what this host cannot do.</summary>
    ConfigurationUnsupported = 67,

    /// <summary>The operation took too long, or another one holds the object.</summary>
    OperationTimeout = 68,

    /// <summary>The migration worked but the machine could not be made persistent.</summary>
    MigratePersistFailed = 69,

    /// <summary>A hook script failed.</summary>
    HookScriptFailed = 70,

    /// <summary>The snapshot object is not valid.</summary>
    InvalidDomainSnapshot = 71,

    /// <summary>There is no such snapshot.</summary>
    NoDomainSnapshot = 72,

    /// <summary>The stream is not valid, not open, or broken.</summary>
    InvalidStream = 73,

    /// <summary>The driver does not support this argument or flag.</summary>
    ArgumentUnsupported = 74,

    /// <summary>The storage's content could not be recognised.</summary>
    StorageProbeFailed = 75,

    /// <summary>The storage pool was built before.</summary>
    StoragePoolBuilt = 76,

    /// <summary>Going back to the snapshot needs force.</summary>
    SnapshotRevertRisky = 77,

    /// <summary>The operation was cancelled.</summary>
    OperationAborted = 78,

    /// <summary>Authentication was cancelled.</summary>
    AuthenticationCancelled = 79,

    /// <summary>The domain has no such metadata.</summary>
    NoDomainMetadata = 80,

    /// <summary>The migration would not be safe.</summary>
    MigrateUnsafe = 81,

    /// <summary>A number is too large.</summary>
    Overflow = 82,

    /// <summary>A block copy is in the way.</summary>
    BlockCopyActive = 83,

    /// <summary>The operation is not supported on this object.</summary>
    OperationUnsupported = 84,

    /// <summary>The SSH transport failed.</summary>
    Ssh = 85,

    /// <summary>The guest agent does not answer.</summary>
    AgentUnresponsive = 86,

    /// <summary>The resource is in use.</summary>
    ResourceBusy = 87,

    /// <summary>Access control forbids it.</summary>
    AccessDenied = 88,

    /// <summary>A D-Bus service failed.</summary>
    DBusService = 89,

    /// <summary>There is a volume of that name.</summary>
    StorageVolumeExists = 90,

    /// <summary>The CPU does not fit the host's.</summary>
    CpuIncompatible = 91,

    /// <summary>The XML does not follow the schema.</summary>
    XmlInvalidSchema = 92,

    /// <summary>The migration's last step succeeded without a domain.</summary>
    MigrateFinishOk = 93,

    /// <summary>No way to authenticate is available.</summary>
    AuthenticationUnavailable = 94,

    /// <summary>The daemon has no such server.</summary>
    NoServer = 95,

    /// <summary>The server has no such client.</summary>
    NoClient = 96,

    /// <summary>The guest agent answers out of step.</summary>
    AgentUnsynced = 97,

    /// <summary>The libssh transport failed.</summary>
    LibSsh = 98,

    /// <summary>The domain has no such device.</summary>
    DeviceMissing = 99,

    /// <summary>The network filter binding is not valid.</summary>
    InvalidNetworkFilterBinding = 100,

    /// <summary>There is no such network filter binding.</summary>
    NoNetworkFilterBinding = 101,

    /// <summary>The checkpoint object is not valid.</summary>
    InvalidDomainCheckpoint = 102,

    /// <summary>There is no such checkpoint.</summary>
    NoDomainCheckpoint = 103,

    /// <summary>There is no such backup job.</summary>
    NoDomainBackup = 104,

    /// <summary>The network port object is not valid.</summary>
    InvalidNetworkPort = 105,

    /// <summary>There is such a network port.</summary>
    NetworkPortExists = 106,

    /// <summary>There is no such network port.</summary>
    NoNetworkPort = 107,

    /// <summary>The domain's host name is not known.</summary>
    NoHostName = 108,

    /// <summary>The checkpoint cannot be used.</summary>
    CheckpointInconsistent = 109,

    /// <summary>More than one domain fits.</summary>
    MultipleDomains = 110,
}
