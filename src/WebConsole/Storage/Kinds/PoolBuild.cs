namespace WebConsole.Storage.Kinds;

/// <summary>What building a pool does.</summary>
public enum PoolBuild
{
    /// <summary>There is nothing to build.</summary>
    None,

    /// <summary>It creates the directory, which harms nothing.</summary>
    Directory,

    /// <summary>It creates the directory, and formats the device only if its data may be lost.</summary>
    DirectoryAndDevice,

    /// <summary>It writes to the devices; libvirt refuses if there is data, unless that may be lost.</summary>
    Device,
}
