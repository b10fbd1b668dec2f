using System.Collections.Immutable;
using System.Xml.Linq;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Features.Networks.Making;
using WebConsole.Operations;
using WebConsole.Text;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks.Commands;

/// <summary>Changes which addresses a network keeps for which machines, in the running network and in its definition.</summary>
public abstract record KeptAddressCommand : NetworkCommand
{
    public required NewDhcpHost Asked { get; init; }

    public required bool WasActive { get; init; }

    public sealed override ImmutableArray<(string Name, string Value)> Parameters =>
        [.. new (string, string?)[] { ("ip", Asked.Ip), ("mac", Asked.Mac), ("id", Asked.Id), ("name", Asked.Name) }.Where(argument => !string.IsNullOrEmpty(argument.Item2)).Select(argument => (argument.Item1, argument.Item2!))];

    /// <summary>The network as it was looked at: while a change waits, only one of its definitions may have the address.</summary>
    public Network? Known { get; init; }

    public sealed override string VirshLine => VirshCommand.OnHost(Uri, Lines());

    protected abstract NetworkUpdateCommand Update { get; }

    protected abstract string VirshVerb { get; }

    /// <summary>What is changed in a definition, and at which place among the network's addresses; <c>null</c> where it is not concerned.</summary>
    private protected abstract KeptAddress? In(NetworkXml definition);

    /// <summary>The definition in force, of a network that runs, and that of the next start.</summary>
    private protected static IEnumerable<NetworkXml> DefinitionsOf(Network network) => new[] { network.InactiveXml ?? network.Xml, network.Active ? network.Xml : null }
        .Distinct().Select(text => NetworkXml.TryParse(text, out var xml) ? xml : null).OfType<NetworkXml>();

    public sealed override Task ExecuteAsync(OperationContext context)
    {
        context.Note(Warnings(context.Inventory));
        return context.RunAsync(Network, Lane, connection => Change(context, connection), Action);
    }

    private bool Change(OperationContext context, LibvirtConnection connection)
    {
        using var network = connection.LookupNetwork(Uuid);
        using var signature = context.Sign(Network);
        var live = network.IsActive ? In(NetworkXml.Parse(network.GetXml())) : null;
        var stored = network.IsPersistent ? In(NetworkXml.Parse(network.GetXml(inactive: true))) : null;
        if (live is null && stored is null)
            throw new OperationFailedException("The network has other addresses by now.", "Nothing was changed.");
        if (live == stored)
            Call(network, Update, stored!, NetworkUpdateFlags.AffectLive | NetworkUpdateFlags.AffectConfig);
        else
            CallApart(network, stored, live);
        signature.Written(connection);
        return true;
    }

    private void CallApart(Libvirt.Network network, KeptAddress? stored, KeptAddress? live)
    {
        if (stored is not null)
            Call(network, Update, stored, NetworkUpdateFlags.AffectConfig);
        try
        {
            if (live is not null)
                Call(network, Update, live, NetworkUpdateFlags.AffectLive);
        }
        catch (LibvirtException) when (stored is not null)
        {
            Call(network, Update is NetworkUpdateCommand.Delete ? NetworkUpdateCommand.AddLast : NetworkUpdateCommand.Delete, stored, NetworkUpdateFlags.AffectConfig);
            throw;
        }
    }

    private static void Call(Libvirt.Network network, NetworkUpdateCommand update, KeptAddress address, NetworkUpdateFlags where) =>
        network.Update(update, NetworkSection.IPDhcpHost, address.Place, Written(address.Host), where);

    private IEnumerable<string> Lines()
    {
        var stored = Known is { } known && NetworkXml.TryParse(known.InactiveXml ?? known.Xml, out var next) ? In(next) : null;
        var live = Known is { Active: true } running && NetworkXml.TryParse(running.Xml, out var now) ? In(now) : null;
        if (stored == live || !WasActive)
            return [Line(stored?.Host ?? Asked, WasActive ? "--config --live" : "--config")];
        return new[] { stored is null ? null : Line(stored.Host, "--config"), live is null ? null : Line(live.Host, "--live") }.OfType<string>();
    }

    private string Line(NewDhcpHost host, string where) =>
        $"net-update {VirshCommand.Option("network", Uuid.ToString("D"))} {VirshVerb} ip-dhcp-host {VirshCommand.Option("xml", Written(host))} {where}";

    private static string Written(NewDhcpHost asked)
    {
        var host = new DhcpHostXml(new XElement("host"));
        (host.MacAddress, host.ClientId, host.Name, host.Ip) = (Given(asked.Mac), Given(asked.Id), Given(asked.Name), Given(asked.Ip));
        return host.Element.ToString(SaveOptions.DisableFormatting);
    }

    // What is being typed may be what no definition can hold.
    private static string? Given(string? text) => string.IsNullOrEmpty(text) || !PlainText.IsLine(text) ? null : text;
}

/// <summary>An address that a definition keeps, or shall keep.</summary>
/// <param name="Place">Beside which of the network's own addresses.</param>
/// <param name="Host">For whom.</param>
internal sealed record KeptAddress(int Place, NewDhcpHost Host);
