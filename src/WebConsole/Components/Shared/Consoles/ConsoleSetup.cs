using WebConsole.Hypervisor;

namespace WebConsole.Components.Shared.Consoles;

/// <summary>The start options of a console's script.</summary>
public sealed record ConsoleSetup
{
    /// <summary><see cref="MachineId.ToString"/>.</summary>
    public required string Machine { get; init; }

    /// <summary>Which display, from 0.</summary>
    public int Index { get; init; }

    /// <summary>Which text console, by libvirt's alias.</summary>
    public string? Device { get; init; }

    /// <summary>Starts in view-only mode, even if the user may control the machine.</summary>
    public bool ViewOnly { get; init; }

    /// <summary>Takes the focus when connected, unless the user is typing elsewhere.</summary>
    public bool Focus { get; init; }

    /// <summary>The sentence for a machine that has no such console.</summary>
    public required string NoConsole { get; init; }

    /// <summary>Whether the machine exists.</summary>
    public bool Active { get; init; }

    /// <summary>Sentences by state and reason.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();
}
