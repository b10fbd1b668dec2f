namespace WebConsole.Hypervisor.Inventory;

/// <summary>A serial port or another text console of a machine. Its key is libvirt's alias, which names it in a running machine.</summary>
public sealed record MachineLine : MachineConsole
{
    public override bool Opens => Type == "pty";

    /// <summary>Whether it is a serial port; otherwise it is a paravirtual console.</summary>
    public required bool IsSerial { get; init; }

    /// <summary>Its number among its kind, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>The address of the host that it connects to, for the types <c>tcp</c> and <c>udp</c>.</summary>
    public string? Address { get; init; }

    /// <summary>The port's number or name there.</summary>
    public string? Port { get; init; }

    /// <summary>The file, socket or device on the host that it connects to.</summary>
    public string? Path { get; init; }
}
