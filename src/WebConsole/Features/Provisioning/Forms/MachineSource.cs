namespace WebConsole.Features.Provisioning.Forms;

/// <summary>What a new machine begins with.</summary>
public enum MachineSource
{
    /// <summary>A disk image with a system on it, as its makers or somebody here prepared it.</summary>
    Image,

    /// <summary>An installation medium.</summary>
    Iso,

    /// <summary>A disk that there is.</summary>
    Disk,

    /// <summary>Another machine of the host.</summary>
    Copy,

    /// <summary>An image of another product, or a whole machine of one.</summary>
    Import,

    /// <summary>A server that boots it over the network.</summary>
    Network,

    /// <summary>An installation tree of a web server.</summary>
    Tree,

    /// <summary>A kernel that QEMU loads itself.</summary>
    Kernel,

    /// <summary>Nothing.</summary>
    Empty,
}
