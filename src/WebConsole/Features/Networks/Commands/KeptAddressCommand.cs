using System.Collections.Immutable;
using System.Xml.Linq;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Features.Networks.Addresses;
using WebConsole.Features.Networks.Making;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Features.Networks.Commands;

/// <summary>Changes which addresses a network keeps for which machines, in the running network and in its definition.</summary>
public abstract record KeptAddressCommand : NetworkCommand
{
    public required NewDhcpHost Asked { get; init; }

    public required bool WasActive { get; init; }

    public sealed override ImmutableArray<(string Name, string Value)> Parameters =>
        [.. new (string, string?)[] { ("ip", Asked.Ip), ("mac", Asked.Mac), ("id", Asked.Id), ("name", Asked.Name) }.Where(argument => !string.IsNullOrEmpty(argument.Item2)).Select(argument => (argument.Item1, argument.Item2!))];

    public sealed override string VirshLine => VirshCommand.OnHost(Uri,
        $"net-update {VirshCommand.Option("network", Uuid.ToString("D"))} {VirshVerb} ip-dhcp-host {VirshCommand.Option("xml", Written(Asked))} --config{(WasActive ? " --live" : "")}");

    protected abstract NetworkUpdateCommand Update { get; }

    protected abstract string VirshVerb { get; }

    /// <summary>The definition that a change starts from.</summary>
    private protected NetworkXml? Defined(InventorySnapshot inventory) => Find(inventory) is { } network && NetworkXml.TryParse(network.InactiveXml ?? network.Xml, out var xml) ? xml : null;

    public sealed override Task ExecuteAsync(OperationContext context)
    {
        context.Note(Warnings(context.Inventory));
        return context.RunAsync(Network, Lane, connection => Change(context, connection), Action);
    }

    private bool Change(OperationContext context, LibvirtConnection connection)
    {
        using var network = connection.LookupNetwork(Uuid);
        using var signature = context.Sign(Network);
        var where = (network.IsActive ? NetworkUpdateFlags.AffectLive : 0) | (network.IsPersistent ? NetworkUpdateFlags.AffectConfig : 0);
        network.Update(Update, NetworkSection.IPDhcpHost, NetworkSpaces.PlaceOf(NetworkXml.Parse(network.GetXml()), Asked.Ip) ?? -1, Written(Asked), where);
        signature.Written(connection);
        return true;
    }

    private static string Written(NewDhcpHost asked)
    {
        var host = new DhcpHostXml(new XElement("host"));
        (host.MacAddress, host.ClientId, host.Name, host.Ip) = (Given(asked.Mac), Given(asked.Id), Given(asked.Name), Given(asked.Ip));
        return host.Element.ToString(SaveOptions.DisableFormatting);
    }

    // What is being typed may be what no definition can hold.
    private static string? Given(string? text) => string.IsNullOrEmpty(text) || !PlainText.IsLine(text) ? null : text;
}
