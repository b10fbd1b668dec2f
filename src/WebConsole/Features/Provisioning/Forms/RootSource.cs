namespace WebConsole.Features.Provisioning.Forms;

/// <summary>What a container's root directory is.</summary>
internal enum RootSource
{
    /// <summary>An archive, which is unpacked.</summary>
    Archive,

    /// <summary>A folder of a pool.</summary>
    Folder,

    /// <summary>A directory of the host, in no pool.</summary>
    Directory,
}
