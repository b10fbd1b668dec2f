namespace WebConsole.Hypervisor.Inventory;

/// <summary>A serial port or another text console of a machine. Its key is libvirt's alias, which names it in a running machine.</summary>
public sealed record MachineLine : MachineConsole
{
    public override bool Opens => Type == "pty";

    /// <summary>Whether it is a serial port, and no paravirtual console.</summary>
    public required bool IsSerial { get; init; }

    /// <summary>Its number among its kind, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>The host's address that it leads to, with types <c>tcp</c> and <c>udp</c>.</summary>
    public string? Address { get; init; }

    /// <summary>The port's number or name there.</summary>
    public string? Port { get; init; }

    /// <summary>The host's file, socket or device that it leads to.</summary>
    public string? Path { get; init; }
}
