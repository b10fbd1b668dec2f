using System.Globalization;
using Microsoft.Extensions.Localization;

namespace WebConsole.Text;

/// <summary>Words as they stand in the source, in English: for programs, and for tasks, which people of all languages read.</summary>
internal sealed class SourceText : IStringLocalizer
{
    public static SourceText Instance { get; } = new();

    public LocalizedString this[string name] => new(name, name);

    public LocalizedString this[string name, params object[] arguments] => new(name, string.Format(CultureInfo.InvariantCulture, name, arguments));

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
}
