using System.Globalization;
using System.Text;

namespace WebConsole.Hypervisor.Forwards;

/// <summary>
/// The rules of the firewall for forwards, as <c>nft -f</c> and <c>iptables-restore --noflush</c> read them. Each text replaces all
/// that is ours at once, and nothing else. What stands in them has been read by <see cref="ActiveForward"/>.
/// </summary>
internal static class FirewallRules
{
    public const string Table = "webconsole_forwards", Chain = "WEBCONSOLE_FORWARDS", LibvirtTable = "libvirt_network";

    /// <summary>
    /// The table that leads packets on. The host's own connections go the same way, but for those to 127.0.0.0/8, which leave by no
    /// bridge; a machine of the same network gets its answers by way of the host.
    /// </summary>
    public static string Translation(IReadOnlyList<ActiveForward> forwards)
    {
        var text = new StringBuilder($"table ip {Table}\ndelete table ip {Table}\n");
        if (forwards.Count == 0)
            return text.ToString();
        text.Append(Invariant, $"table ip {Table} {{\n");
        Write("prerouting", "type nat hook prerouting priority -100; policy accept;", forwards.Select(forward => $"{Local(forward)} {To(forward)}"));
        Write("output", "type nat hook output priority -100; policy accept;", forwards.Select(forward => $"ip daddr != 127.0.0.0/8 {Local(forward)} {To(forward)}"));
        Write("postrouting", "type nat hook postrouting priority 100; policy accept;", forwards.Select(forward => $"ip saddr {forward.Network} ip daddr {forward.Machine} ct status dnat masquerade").Distinct());
        return text.Append("}\n").ToString();

        void Write(string chain, string head, IEnumerable<string> rules)
        {
            text.Append(Invariant, $"\tchain {chain} {{\n\t\t{head}\n");
            foreach (var rule in rules)
                text.Append(Invariant, $"\t\t{rule}\n");
            text.Append("\t}\n");
        }
    }

    /// <summary>What lets them pass where libvirt's rules are in a table of nftables (10.4 and later).</summary>
    /// <param name="forwards">The forwards.</param>
    /// <param name="hasRule">Whether the rule is there already: libvirt keeps it.</param>
    public static string PassingLibvirt(IReadOnlyList<ActiveForward> forwards, bool hasRule)
    {
        var ports = forwards.SelectMany(forward => Enumerable.Range(forward.What.To, forward.What.LastTo - forward.What.To + 1).Select(port => $"{forward.Machine} . {forward.What.Protocol} . {port}")).Distinct().ToList();
        return $"add set ip {LibvirtTable} {Table} {{ type ipv4_addr . inet_proto . inet_service; }}\nflush set ip {LibvirtTable} {Table}\n"
            + (ports.Count == 0 ? "" : $"add element ip {LibvirtTable} {Table} {{ {string.Join(", ", ports)} }}\n")
            + (hasRule ? "" : $"insert rule ip {LibvirtTable} forward ct status dnat ip daddr . meta l4proto . th dport @{Table} accept\n");
    }

    /// <summary>What lets them pass where the rules of libvirt, Docker or ufw are iptables': a chain before all others.</summary>
    /// <param name="forwards">The forwards.</param>
    /// <param name="chains">What <c>iptables -S</c> says.</param>
    public static string Passing(IReadOnlyList<ActiveForward> forwards, string chains)
    {
        var lines = chains.Split('\n');
        var jump = $"FORWARD -j {Chain}";
        var (isThere, hasJump) = (lines.Contains($"-N {Chain}"), lines.Contains($"-A {jump}"));
        if (forwards.Count == 0)
            return isThere ? $"*filter\n{(hasJump ? $"-D {jump}\n" : "")}-F {Chain}\n-X {Chain}\nCOMMIT\n" : "";
        var text = new StringBuilder($"*filter\n:{Chain} - [0:0]\n");
        foreach (var forward in forwards)
            text.Append(Invariant, $"-A {Chain} -d {forward.Machine}/32 -p {forward.What.Protocol} -m {forward.What.Protocol} --dport {forward.What.To}:{forward.What.LastTo} -m conntrack --ctstate DNAT -j ACCEPT\n");
        if (lines.FirstOrDefault(line => line.StartsWith("-A FORWARD ", StringComparison.Ordinal)) != $"-A {jump}")
            text.Append(Invariant, $"{(hasJump ? $"-D {jump}\n" : "")}-I FORWARD 1 -j {Chain}\n");
        return text.Append("COMMIT\n").ToString();
    }

    /// <summary>Whether the table of <see cref="Translation"/>, as <c>nft list table</c> shows it, leads all of them on.</summary>
    public static bool HasTranslation(IReadOnlyList<ActiveForward> forwards, string table) => table.Split('\n').Count(line => line.Contains(" dnat to ", StringComparison.Ordinal)) == 2 * forwards.Count;

    /// <summary>Whether libvirt's chain, as <c>nft list chain</c> shows it, has the rule of <see cref="PassingLibvirt"/>.</summary>
    public static bool HasPassingLibvirt(string chain) => chain.Contains($"@{Table}", StringComparison.Ordinal);

    /// <summary>Whether the chain of <see cref="Passing"/>, as <c>iptables -S</c> shows it, lets all of them pass, before all others.</summary>
    public static bool HasPassing(IReadOnlyList<ActiveForward> forwards, string chains) => chains.Split('\n') is var lines
        && lines.FirstOrDefault(line => line.StartsWith("-A FORWARD ", StringComparison.Ordinal)) == $"-A FORWARD -j {Chain}" && lines.Count(line => line.StartsWith($"-A {Chain} ", StringComparison.Ordinal)) == forwards.Count;

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    private static string Local(ActiveForward forward) =>
        string.Create(Invariant, $"fib daddr type local {(forward.What.Address is { } address ? $"ip daddr {address} " : "")}{forward.What.Protocol} dport {forward.What.Port}{(forward.What.LastPort == forward.What.Port ? "" : $"-{forward.What.LastPort}")}");

    /// <summary>Several ports keep their numbers.</summary>
    private static string To(ActiveForward forward) => string.Create(Invariant, $"dnat to {forward.Machine}{(forward.What.LastPort == forward.What.Port ? $":{forward.What.To}" : "")}");
}
