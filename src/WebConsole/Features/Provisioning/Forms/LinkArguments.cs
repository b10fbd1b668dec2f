using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>What links to the page of a new machine may say.</summary>
internal static class LinkArguments
{
    private const int MostSaid = 5, LongestShown = 60;

    /// <summary>The names that the page takes.</summary>
    private static readonly FrozenSet<string> Known = typeof(NewMachinePage).GetProperties()
        .Select(property => property.GetCustomAttribute<SupplyParameterFromQueryAttribute>() is { } argument ? argument.Name ?? property.Name.ToLowerInvariant() : null)
        .OfType<string>().ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names in a link that the page does not know, and what each may have been meant to be.</summary>
    public static IReadOnlyList<(string Name, string? Near)> Unknown(string address) =>
    [
        .. QueryHelpers.ParseQuery(new Uri(address).Query).Keys.Where(name => !Known.Contains(name)).Take(MostSaid)
            .Select(name => (CutText.To(name, LongestShown), NearestWord.To(name, Known))),
    ];
}
