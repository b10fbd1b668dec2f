namespace WebConsole.Hypervisor.Inventory;

/// <summary>A display of a machine. Its key is its number among all of them, from 0, which is libvirt's way to count too.</summary>
public sealed record MachineDisplay : MachineConsole
{
    public override bool Opens => Type == "vnc";

    /// <summary>Whether there is anything to look at: QEMU draws with OpenGL through a display that nobody can reach.</summary>
    public bool IsScreen => Type != "egl-headless";

    /// <summary>Where it listens, if on the network.</summary>
    public string? Address { get; init; }

    /// <summary>Its port, known while the machine runs.</summary>
    public int? Port { get; init; }

    /// <summary>The socket that it listens on in place of an address.</summary>
    public string? Socket { get; init; }
}
