using System.Collections.Immutable;

namespace WebConsole.Features.Machines.Devices.Commands;

/// <summary>What devices have in common for those who add and change them, in the form of the API. What is missing is left to libvirt, or as it is; an empty text is libvirt's default.</summary>
public abstract partial record DeviceSettings
{
    /// <summary>What no message of a task may hold.</summary>
    internal ImmutableArray<string> Secrets => Password is { Length: > 0 } password ? [password] : [];

    /// <summary>The model, such as <c>virtio</c> or <c>e1000e</c> for a network card.</summary>
    public string? Model { get; init; }

    /// <summary>The device as libvirt's XML, in place of all other fields.</summary>
    public string? Xml { get; init; }

    /// <summary><c>next</c>: at the next start. <c>both</c>, the default: what the running machine can take at once, the rest at the next start. <c>live</c>: at once and at the next start, or not at all.</summary>
    public string? Apply { get; init; }

    /// <summary>The expected version of the definition; the request is refused if it is another one.</summary>
    public string? Version { get; init; }
}
