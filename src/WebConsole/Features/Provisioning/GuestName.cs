using System.Text.RegularExpressions;

namespace WebConsole.Features.Provisioning;

/// <summary>The host name of a guest, made from its machine's name.</summary>
internal static partial class GuestName
{
    private const int Longest = 63, LongestOfWindows = 15;

    /// <summary>
    /// What a host name can't hold becomes a hyphen. Dots stay in the name of a domain only, web.example.org, of which the guest takes the first part;
    /// of app-24.04 that would be the same as of app-24.10.
    /// </summary>
    /// <returns><c>null</c> if nothing is left.</returns>
    public static string? Of(string machine)
    {
        var name = IsDomain().IsMatch(machine) ? machine : Cut(NoHostName().Replace(machine, "-").Trim('-'));
        return name.Length > 0 ? name : null;
    }

    /// <summary>
    /// That of Windows, whose computer names are short and have no dots. A number at the end stays, since machines of a series differ by it.
    /// </summary>
    /// <inheritdoc cref="Of"/>
    public static string? OfWindows(string machine)
    {
        if (Of(machine)?.Split('.')[0] is not { Length: > LongestOfWindows } name)
            return Of(machine)?.Split('.')[0];
        var number = TrailingNumber().Match(name).Value;
        return Cut(name[..^number.Length], LongestOfWindows - number.Length) + number;
    }

    private static string Cut(string name, int longest = Longest) => name.Length > longest ? name[..longest].TrimEnd('-') : name;

    [GeneratedRegex(@"\A([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}\z")]
    private static partial Regex IsDomain();

    [GeneratedRegex(@"(?<![0-9])-?[0-9]{1,3}\z")]
    private static partial Regex TrailingNumber();

    [GeneratedRegex("[^A-Za-z0-9-]+")]
    private static partial Regex NoHostName();
}
