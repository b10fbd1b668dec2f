using WebConsole.Text;

namespace WebConsole.Features.Networks.Making;

/// <summary>What machines that boot from the network are told. dnsmasq reads more settings behind a comma, and libvirt writes it as it stands.</summary>
internal static class BootRules
{
    private const int Longest = 1000;

    /// <summary>What is accepted as the directory of TFTP; <c>null</c> where nothing is wrong.</summary>
    public static string? WhyNoRoot(NewAddress asked, bool isIpv4) => string.IsNullOrEmpty(asked.TftpRoot) ? null
        : !isIpv4 ? "Of IPv4 only."
        : asked.TftpRoot[0] != '/' || asked.TftpRoot == "/" || asked.TftpRoot.Split('/').Contains("..") ? "A directory of the host by its whole path, such as /srv/tftp."
        : WhyNoText(asked.TftpRoot);

    /// <summary>What is accepted as the file; <c>null</c> where nothing is wrong.</summary>
    public static string? WhyNoFile(NewAddress asked, bool isIpv4) => string.IsNullOrEmpty(asked.BootFile) ? null
        : !isIpv4 ? "Of IPv4 only."
        : !asked.Ranges.Any() && asked.Hosts is not { Count: > 0 } ? "Only with DHCP, which tells it."
        : WhyNoText(asked.BootFile);

    private static string? WhyNoText(string text) => text.Length > Longest ? $"At most {Longest} letters."
        : PlainText.HiddenIn(text) is not null || text.Contains(',', StringComparison.Ordinal) || text.Contains('"', StringComparison.Ordinal) ? "Only letters and signs that can be seen, and no comma and no quotes."
        : null;
}
