namespace WebConsole.Hypervisor.Inventory;

/// <summary>A display of a machine. Its key is its index among all displays, from 0, as libvirt counts them.</summary>
public sealed record MachineDisplay : MachineConsole
{
    public override bool Opens => Type == "vnc";

    /// <summary>Whether anybody can view it: QEMU uses an <c>egl-headless</c> display only to render with OpenGL.</summary>
    public bool IsScreen => Type != "egl-headless";

    /// <summary>The address that it listens on, if it listens on the network.</summary>
    public string? Address { get; init; }

    /// <summary>Its port, known while the machine runs.</summary>
    public int? Port { get; init; }

    /// <summary>The socket that it listens on in place of an address.</summary>
    public string? Socket { get; init; }
}
