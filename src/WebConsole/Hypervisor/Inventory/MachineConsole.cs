namespace WebConsole.Hypervisor.Inventory;

/// <summary>A way into a running machine: one of its displays or text lines. Everything textual in it is hostile.</summary>
public abstract record MachineConsole
{
    /// <summary>What it goes by in addresses and the API, one of its kind alone: <c>1</c>, <c>serial0</c>.</summary>
    public required string Key { get; init; }

    /// <summary>libvirt's word for how it is reached: <c>vnc</c>, <c>spice</c>; <c>pty</c>, <c>tcp</c>. Empty where there is none.</summary>
    public required string Type { get; init; }

    /// <summary>Whether libvirt hands it over, so that it opens in a browser.</summary>
    public abstract bool Opens { get; }

    /// <summary>The one that is asked for; without one, the first that opens, else the first.</summary>
    public static T? Choose<T>(IReadOnlyList<T> all, string? key) where T : MachineConsole =>
        all.FirstOrDefault(console => console.Key == key) ?? all.FirstOrDefault(console => console.Opens) ?? (all is [var first, ..] ? first : null);
}
