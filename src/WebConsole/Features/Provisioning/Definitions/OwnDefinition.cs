using System.Xml;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Appliances.Definitions;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Features.Provisioning.Imports;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Schemas;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Definitions;

/// <summary>
/// A definition that somebody has edited, in the place of the one that a plan writes. It is hostile, as an imported one is. See
/// docs/adr/0129-definition-before-the-first-start.md.
/// </summary>
internal sealed class OwnDefinition
{
    private const int MostNamed = 10;

    /// <summary>The attributes of a source that name its volume.</summary>
    private static readonly string[] SourceNames = ["file", "dev", "name", "volume"];

    private readonly DomainXml? _machine;
    private readonly string? _unreadable;

    public OwnDefinition(string text)
    {
        Text = text;
        try
        {
            _machine = DomainXml.Parse(text);
        }
        catch (XmlException error)
        {
            _unreadable = DefinitionEdit.Said(error);
        }
    }

    public string Text { get; }

    public bool IsReadable => _machine is not null;

    /// <summary>The secrets that somebody has written into it.</summary>
    public IEnumerable<string> Secrets => _machine is null ? [] : DefinitionSecrets.WrittenIn(_machine.Element);

    /// <summary>The UUID that a text names; null where it names none, or can't be read.</summary>
    public static Guid? UuidOf(string? text) => DomainXml.TryParse(text, out var machine) && Guid.TryParse(machine.Element.Element("uuid")?.Value, out var uuid) ? uuid : null;

    /// <summary>What is defined for a plan; null where the text can't be read.</summary>
    public DomainXml? For(MachinePlan plan)
    {
        if (_machine is null)
            return null;
        var machine = DomainXml.Parse(_machine.ToXml());
        // libvirt would choose another one.
        machine.Uuid = plan.Uuid;
        return machine;
    }

    /// <summary>The same once its volumes are made, whose paths may differ from those that were expected.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="expected">The plan's definition with the expected paths.</param>
    /// <param name="made">The same with those of libvirt.</param>
    public DomainXml For(MachinePlan plan, DomainXml expected, DomainXml made)
    {
        var machine = For(plan)!;
        var moved = SourcesOf(expected).Zip(SourcesOf(made)).Where(pair => pair.First != pair.Second).ToDictionary(pair => pair.First, pair => pair.Second);
        foreach (var attribute in machine.Disks.SelectMany(disk => disk.Element.Elements("source").Attributes()))
            attribute.Value = moved.GetValueOrDefault(attribute.Value, attribute.Value);
        return machine;
    }

    /// <summary>The same edit of what the plan writes by now; null where both touch the same lines.</summary>
    /// <param name="before">What was edited.</param>
    /// <param name="now">What the plan writes now.</param>
    public OwnDefinition? Over(string before, string now) => before == now ? this : TextMerge.Of(before, Text, now, neighbours: true) is { } both ? new OwnDefinition(both) : null;

    /// <summary>What is edited in it, by the paths of its elements and attributes.</summary>
    public IReadOnlyList<string> Changes(MachinePlan plan) => _machine is null ? []
        : [.. DefinitionOutline.Plain(plan.Definition().Element).ChangesTo(DefinitionOutline.Plain(_machine.Element)).Select(change => change.Path)];

    /// <summary>What is wrong with it, by the arguments' names in the API.</summary>
    public IEnumerable<(string Argument, string? Mistake)> Mistakes(MachinePlan plan, InventorySnapshot inventory, HostStatus host)
    {
        if (_machine is null)
            return [("definition", _unreadable)];
        var planned = plan.Definition();
        return
        [
            ("definition", NameMistake(plan, _machine)), ("definition", UuidMistake(plan, _machine, inventory)),
            .. Missing(plan, planned, _machine).Select(made => ("definition", (string?)$"{made} is made for the machine, and is not in it: put it back, or change the field that makes it.")),
            .. _machine.Interfaces.Select(card => card is { Type: "network", SourceNetwork: { } network } ? network : null).OfType<string>().Distinct()
                .Where(network => !inventory.Networks.Values.Any(known => known.Host == host.Name && known.Name == network)).Select(network => ("definition", (string?)$"There is no network {network} on {host.Name}.")),
            .. KindOf(_machine) == KindOf(planned) ? [] : new HostGuests(host.Name, host).Mistakes(_machine).Select(found => ("definition", found.Mistake)),
            ("hostAccess", plan.Asked.HostAccess == true ? null : HostMistake(EditedSettings.ForAdministrators(planned, _machine))),
        ];
    }

    /// <summary>What libvirt's schema does not know in it; null where it knows all, or may be left aside.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="check">Checks a text by the schema; null where it is not known yet what is wrong with it.</param>
    public string? SchemaMistake(MachinePlan plan, Func<string, DefinitionCheck?> check) => _machine is null || plan.Asked.AgainstSchema == true || check(Text)?.Problems is not [var first, ..] all ? null
        : $"Line {first.Line}: {first.Message}{(all.Count > 1 ? $" And {all.Count - 1} more." : "")}";

    private static string? NameMistake(MachinePlan plan, DomainXml machine) => machine.Name == plan.Name ? null
        : machine.Name is { Length: > 0 } name ? $"It names the machine {name}, and the field {plan.Name}: they must be the same." : $"It has to name the machine: {plan.Name}.";

    private static string? UuidMistake(MachinePlan plan, DomainXml machine, InventorySnapshot inventory) =>
        machine.Element.Element("uuid")?.Value is { } written && (!Guid.TryParse(written, out var uuid) || uuid != plan.Uuid) ? $"Its UUID has to be that of the machine, {plan.Uuid:D}, or is left out."
        : inventory.Machines.TryGetValue(plan.Machine, out var other) ? $"The machine {other.Name} has its UUID already." : null;

    private static string? HostMistake(IReadOnlyList<DefinitionFinding> findings) => findings.Count == 0 ? null
        : $"These settings reach the host, so they must be taken on purpose: {string.Join(", ", findings.Select(finding => finding.Path).Distinct().Take(MostNamed))}.";

    /// <summary>The volumes that are made, and that no part of the definition names.</summary>
    private static IEnumerable<string> Missing(MachinePlan plan, DomainXml planned, DomainXml machine)
    {
        var named = machine.Element.DescendantsAndSelf().Where(element => element.Name.Namespace == XNamespace.None && element.Name != "metadata").SelectMany(element => element.Attributes().Select(attribute => attribute.Value).Append(element.Value.Trim())).ToHashSet();
        var sources = planned.Disks.Select(SourceOf).ToList();
        return
        [
            .. plan.Disks.Zip(sources).Where(disk => disk.First is not ExistingVolumePlan && !named.Contains(disk.Second)).Select(disk => $"The disk {disk.First.Name}"),
            .. plan.Seed is { } seed && !named.Contains(VolumeSource.PathOf(seed.Pool, seed.Name)) ? new[] { $"The medium {seed.Name}" } : [],
            .. plan.Tree is { } tree ? new[] { tree.KernelPath, tree.InitrdPath }.Where(path => !named.Contains(path)).Select(path => $"The installer's file {path}") : [],
        ];
    }

    private static IEnumerable<string> SourcesOf(DomainXml machine) => machine.Disks.Select(SourceOf);

    /// <summary>What names the volume of a disk.</summary>
    private static string SourceOf(DiskXml disk) => SourceNames.Select(name => disk.Element.Element("source")?.Attribute(name)?.Value).FirstOrDefault(value => value is not null) ?? "";

    private static (string?, string?, string?, string?) KindOf(DomainXml machine) => (machine.DomainType, machine.OsType, machine.Arch, machine.Machine);
}
