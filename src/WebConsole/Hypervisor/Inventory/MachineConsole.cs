namespace WebConsole.Hypervisor.Inventory;

/// <summary>A display or text console of a machine. All texts in it are untrusted.</summary>
public abstract record MachineConsole
{
    /// <summary>Its key in URLs and the API, unique among consoles of its kind: <c>1</c>, <c>serial0</c>.</summary>
    public required string Key { get; init; }

    /// <summary>
    /// libvirt's connection type: <c>vnc</c>, <c>spice</c>; <c>pty</c>, <c>tcp</c>. Empty where there is none.
    /// </summary>
    public required string Type { get; init; }

    /// <summary>Whether libvirt can pass its socket or stream to us, so that it opens in a browser.</summary>
    public abstract bool Opens { get; }

    /// <summary>The console with this key; without a key, the first that opens, else the first.</summary>
    public static T? Choose<T>(IReadOnlyList<T> all, string? key) where T : MachineConsole =>
        all.FirstOrDefault(console => console.Key == key) ?? all.FirstOrDefault(console => console.Opens) ?? (all is [var first, ..] ? first : null);
}
