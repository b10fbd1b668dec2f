using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>WebConsole's own: a medium that a machine has for its first boot or its installation, and what becomes of it then.</summary>
public sealed class SetupMediumXml(XElement element) : XmlView(element)
{
    /// <summary>The UUID of the pool that its volume is in.</summary>
    public Guid? Pool { get => GetUuid("@pool"); set => SetUuid("@pool", value); }

    /// <summary>The volume's name.</summary>
    public string? Volume { get => Get("@volume"); set => Set("@volume", value); }

    /// <summary>What ends its use: <c>booted</c>, <c>off</c>, <c>installed</c> or <c>never</c>.</summary>
    public string? Until { get => Get("@until"); set => Set("@until", value); }

    /// <summary>Whether its volume is deleted then, instead of only taken out.</summary>
    public bool IsDeleted { get => GetYes("@delete"); set => SetYes("@delete", value); }

    /// <summary>What tells the volume that is deleted from a later one of its name.</summary>
    public string? Mark { get => Get("@mark"); set => Set("@mark", value); }

    /// <summary>Whether the machine had it as a disk or a file of its firmware, and has it no more: only then is its volume deleted.</summary>
    public bool IsTakenOut { get => GetYes("@taken-out"); set => SetYes("@taken-out", value); }
}
