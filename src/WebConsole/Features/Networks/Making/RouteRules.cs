using System.Net;
using WebConsole.CloudInit.Rules;
using WebConsole.Features.Networks.Addresses;

namespace WebConsole.Features.Networks.Making;

/// <summary>What is wrong with the routes of a new network. The host takes them for its own, so none may lead away what it reaches by another way.</summary>
/// <param name="asked">The network.</param>
/// <param name="own">Its own ranges.</param>
/// <param name="taken">What else has addresses on the host.</param>
internal sealed class RouteRules(NewNetwork asked, IReadOnlyList<IPNetwork> own, TakenRanges taken)
{
    /// <summary>A shorter prefix is no network of somebody's, but a part of the Internet or all of it.</summary>
    private const int ShortestPrefix = 8;

    public IEnumerable<(string Field, string? Text)> Mistakes()
    {
        var routes = asked.Routes ?? [];
        yield return ("routes", NetworkRules.TooMany(routes.Count));
        for (var at = 0; at < routes.Count; at++)
        {
            var route = routes[at] ?? new NewRoute();
            yield return ($"routes[{at}].to", WhyNoTarget(route));
            yield return ($"routes[{at}].gateway", WhyNoGateway(route));
            yield return ($"routes[{at}].metric", route.Metric is < 1 ? "A number from 1." : null);
        }
    }

    private string? WhyNoTarget(NewRoute route)
    {
        if (route.To is { } to && to.EndsWith("/0", StringComparison.Ordinal) && IpText.TryParse(to[..^2], out _))
            return "Not the default route: the host would lose its own.";
        if (!IpText.TryParsePrefix(route.To, out var address, out var prefix))
            return "A network with the length of its prefix, such as 10.8.0.0/24.";
        var network = IpNetworks.Around(address, prefix);
        return !address.Equals(network.BaseAddress) ? $"The network itself: {network}. {address} is an address in it."
            : IpText.TryParse(route.Gateway, out var gateway) && gateway.AddressFamily != address.AddressFamily ? "Of the same kind as the gateway."
            : prefix < ShortestPrefix ? $"A prefix of at least {ShortestPrefix}: the host would lose its own way to all of these addresses."
            : own.Any(space => IpNetworks.Overlap(space, network)) ? "Another network than this one, whose addresses need no route."
            : taken.Overlapping(network) is { } other ? $"{network} overlaps with {other.Range}, which {other.By} has: the host would no longer reach that." : null;
    }

    private string? WhyNoGateway(NewRoute route) =>
        !IpText.TryParse(route.Gateway, out var gateway) ? "The address of a machine in the network."
        : !own.Any(space => space.Contains(gateway)) ? "An address of this network: a machine in it is the way."
        : new[] { asked.Ipv4, asked.Ipv6 }.Any(given => IpText.TryParse(given?.Address, out var host) && host.Equals(gateway)) ? "Another address than the host's own: a machine in the network is the way." : null;
}
