using System.Text.RegularExpressions;

namespace WebConsole.Text;

/// <summary>Names of the host's network devices, of which bridges are some.</summary>
internal static partial class NetworkDeviceName
{
    public static string? Mistake(string name) => Accepted().IsMatch(name) ? null : "The name of a network device of the host, such as br0: at most 15 letters, digits, and _ . @ - within.";

    // Linux takes more, but no slash and no colon, and neither . nor ..; a tool could take a name that begins with - for an option.
    [GeneratedRegex(@"\A(?!\.{1,2}\z)[A-Za-z0-9_.][A-Za-z0-9_.@-]{0,14}\z")]
    private static partial Regex Accepted();
}
