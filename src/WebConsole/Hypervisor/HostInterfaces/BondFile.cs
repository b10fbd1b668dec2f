namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>What the kernel tells of a bond, <c>/proc/net/bonding/NAME</c>.</summary>
/// <param name="Mode">In the kernel's words: <c>IEEE 802.3ad Dynamic link aggregation</c>.</param>
/// <param name="ActivePort">The port at work, where one at a time is.</param>
internal sealed record BondFile(string? Mode, string? ActivePort)
{
    public static BondFile? Parse(string? text)
    {
        if (text is null)
            return null;
        var pairs = text.Split('\n').Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).Where(pair => pair.Length == 2).ToArray();
        return new BondFile(Of("Bonding Mode"), Of("Currently Active Slave") is { } port and not "None" ? port : null);

        string? Of(string name) => pairs.FirstOrDefault(pair => pair[0] == name)?[1];
    }
}
