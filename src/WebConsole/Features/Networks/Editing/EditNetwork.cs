using System.Collections.Immutable;
using System.Xml.Linq;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Features.Networks.Addresses;
using WebConsole.Features.Networks.Commands;
using WebConsole.Features.Networks.Making;
using WebConsole.Hosting;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks.Editing;

/// <summary>Changes a network: its definition, and of what runs as much as libvirt changes without a restart. The rest waits.</summary>
public sealed record EditNetwork : NetworkCommand
{
    public const string Word = "edit";

    private static readonly FormAction<Network, NetworkEdit> Words = new(Word)
    {
        Doing = "edited",
        Label = "Edit",
        Effect = "Changes what it is made of; machines on it keep their link.",
        Icon = Icons.Material.Outlined.Edit,
        Needs = Right.Configure,
        Method = HttpMethods.Patch,
        Path = "",
        Applies = network => network.Persistent && Defined(network) is not null,
        Never = network => network.Persistent ? null : Transient,
        Place = network => network.Active ? 0 : 2,
        Page = network => AppUrls.EditNetwork(network.Host, network.Uuid),
        Make = MadeWithServices,
    };

    public required NetworkEdit Changes { get; init; }

    /// <summary>The network as it was when it was looked at.</summary>
    public required Network Known { get; init; }

    public required HostStatus On { get; init; }

    internal HostNetworks Networks { get; init; } = null!;

    public required DefinitionEditor Editor { get; init; }

    public override ImmutableArray<(string Name, string Value)> Parameters => Stands is not { } stands ? [] : [("fields", string.Join(", ", NetworkEdit.Fields(stands, Changes.On(stands)).Order(StringComparer.Ordinal)))];

    public override string VirshLine => Lines(network => network);

    public override string KeptVirshLine => Lines(NetworkWords.ForViewers);

    private string Lines(Func<NetworkXml, NetworkXml> shown) => Written() is not { } written ? ""
        : VirshCommand.OnHost(Uri, [$"net-define {VirshXml.Typed(shown(new NetworkXml(written.After)))}", .. Updates(written).Select(update => update.Virsh(VirshCommand.Option("network", Uuid.ToString("D"))))]);

    protected override ObjectAction Of => Words;

    private NewNetwork? Stands => Defined(Known) is { } xml ? NetworkReader.Of(xml) : null;

    internal static ObjectAction AsAction(DefinitionEditor editor, HostNetworks networks) => Words with
    {
        Make = (network, host, changes) => new EditNetwork { Network = network.Id, Target = network.Name, Uri = host.Uri, On = host, Known = network, Changes = changes, Editor = editor, Networks = networks },
    };

    /// <summary>The definition that is edited; <c>null</c> for one whose kind has no fields here.</summary>
    internal static NetworkXml? Defined(Network network) => NetworkXml.TryParse(network.InactiveXml ?? network.Xml, out var xml) && NetworkMode.Of(NetworkWords.Mode(xml)) is not null ? xml : null;

    /// <summary>Applies changes to a definition.</summary>
    internal static void Apply(NetworkEdit changes, NetworkXml xml)
    {
        var stands = NetworkReader.Of(xml);
        NetworkRecipe.Change(xml, stands, changes.On(stands));
    }

    /// <summary>Only of what is changed: libvirt has accepted the rest, even where WebConsole would not have made it so.</summary>
    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => Stands is { } stands ? MistakesOn(stands, Known.Bridge, inventory) : base.Mistakes(inventory);

    private Dictionary<string, string[]> MistakesOn(NewNetwork stands, string? bridge, InventorySnapshot inventory)
    {
        var asked = Changes.On(stands);
        var changed = NetworkEdit.Fields(stands, asked);
        if (changed.Overlaps(["ipv4", "ipv6"]))
            changed.UnionWith(["routes", "mtu"]);
        var others = inventory with { Networks = inventory.Networks.Remove((Host, Uuid)) };
        return new NetworkRules(asked, others, Host, WithoutOwn(Networks.Of(On), bridge)).Mistakes()
            .Where(mistake => changed.Contains("forward") ? mistake.Key != "name" : changed.Contains(FieldOf(mistake.Key))).ToDictionary(mistake => mistake.Key, mistake => mistake.Value);
    }

    public override OperationPreview Preview(InventorySnapshot inventory) => Written() is not { } written ? base.Preview(inventory) : new()
    {
        Words = [.. ChangeInWords.Between(written.Before.ToString(), written.After.ToString()), .. Says(written) is { } says ? new[] { says } : []],
        Definition = SafeXml.Format(written.After),
        Virsh = VirshLine,
    };

    /// <summary>When it takes effect, in a sentence without a full stop.</summary>
    internal string? WhenInForce => Written() is { } written ? Says(written) : null;

    public override string? AdviceFor(LibvirtException error, InventorySnapshot inventory) => NetworkAdvice.For(error.Message);

    public override async Task ExecuteAsync(OperationContext context)
    {
        (XElement Before, XElement After)? written = null;
        var edit = DefinitionEdit.OfNetwork(Host, Uuid, xml =>
        {
            var before = new XElement(xml.Element);
            Change(xml, context.Inventory);
            written = (before, new XElement(xml.Element));
        });
        await Editor.ApplyAsync(edit with { Version = Changes.Version }, context).ConfigureAwait(false);
        var done = new AppliedUpdates();
        await context.StepAsync("Change what is in force", () => InForceAsync(context, written!.Value, done), undo: () => RunAsync(context, network =>
        {
            if (TakeBack(network, done) is { } left)
                throw new OperationFailedException($"These changes stay in force until the network is restarted: {left}.", "Restart the network.");
        })).ConfigureAwait(false);
    }

    /// <summary>Changes the stored definition as it is by now: others may have edited it, and made networks, since this was asked for.</summary>
    /// <exception cref="DefinitionException">It does not fit.</exception>
    internal void Change(NetworkXml xml, InventorySnapshot inventory)
    {
        if (NetworkMode.Of(NetworkWords.Mode(xml)) is null)
            throw new DefinitionException("It is of another kind by now, which has no fields here.", "Look at its definition.");
        if (MistakesOn(NetworkReader.Of(xml), xml.Bridge ?? Known.Bridge, inventory) is { Count: > 0 } mistakes)
            throw new DefinitionException($"{mistakes.First().Key}: {mistakes.First().Value[0]}", "Nothing was changed.");
        Apply(Changes, xml);
    }

    private Task<bool> InForceAsync(OperationContext context, (XElement Before, XElement After) written, AppliedUpdates done) => RunAsync(context, network =>
    {
        if (InForce(network) is not { } live)
            return;
        try
        {
            done.Apply(NetworkUpdates.Of(written.Before, written.After, live), update => update.Apply(network));
        }
        catch (LibvirtException error) when (error.Code is LibvirtErrorCode.OperationUnsupported or LibvirtErrorCode.NoSupport)
        {
            context.Note($"It takes effect when the network is restarted{(TakeBack(network, done) is { } left ? $", but for what is in force: {left}" : "")}. {error.Message}");
        }
    });

    /// <returns>What stays in force; <c>null</c> for nothing.</returns>
    private static string? TakeBack(Libvirt.Network network, AppliedUpdates done) => string.Join("; ", done.TakeBack(() => InForce(network), update => update.Apply(network))) is { Length: > 0 } left ? left : null;

    private static XElement? InForce(Libvirt.Network network) => network.IsActive ? SafeXml.ParseRoot(network.GetXml(), "network") : null;

    private Task<bool> RunAsync(OperationContext context, Action<Libvirt.Network> call) => context.RunAsync(Network, Lane, connection =>
    {
        using var network = connection.LookupNetwork(Uuid);
        call(network);
        return true;
    }, Action);

    /// <summary>The stored definition and what becomes of it; <c>null</c> while something stands in a field that no definition can hold.</summary>
    private (XElement Before, XElement After)? Written()
    {
        if (Defined(Known) is not { } xml)
            return null;
        var before = new XElement(xml.Element);
        try
        {
            Apply(Changes, xml);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return null;
        }
        return (before, xml.Element);
    }

    private IReadOnlyList<NetworkUpdate> Updates((XElement Before, XElement After) written) =>
        Known.Active && SafeXml.TryParseRoot(Known.Xml, "network", out var live) ? NetworkUpdates.Of(written.Before, written.After, live) : [];

    private string? Says((XElement Before, XElement After) written)
    {
        if (!Known.Active)
            return "Takes effect when the network is started";
        if (!SafeXml.TryParseRoot(Known.Xml, "network", out var live))
            return null;
        // What waits already is no effect of this edit.
        var waits = PendingNetwork.Of(NetworkUpdates.Applied(live, Updates(written)), new XElement(written.After)).Except(PendingNetwork.Of(new XElement(live), new XElement(written.Before))).Any();
        return !waits ? "In force at once; machines keep their link" : Updates(written).Count == 0 ? "Takes effect when the network is restarted; machines lose their link for some seconds then" : "Partly in force at once; the rest when the network is restarted";
    }

    private static string FieldOf(string name) => name.Split('.', '[')[0];

    /// <summary>What libvirt has made of the network itself is no other's.</summary>
    private static HostInterfaceReading? WithoutOwn(HostInterfaceReading? kernel, string? bridge) => kernel is null ? null : kernel with
    {
        All = [.. kernel.All.Select(one => one.Name == bridge ? one with { Addresses = [] } : one)],
        Routes = [.. kernel.Routes.Where(route => route.Interface != bridge)],
    };
}
