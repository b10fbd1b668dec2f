using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace WebConsole.Features.Machines.Devices.Commands;

/// <summary>The fields of arguments that were set, by their names in the API.</summary>
internal static class SettingNames
{
    // What says how, not what.
    private static readonly string[] Others = [nameof(DeviceSettings.Apply), nameof(DeviceSettings.Version)];

    /// <summary>All fields with values, for the audit log; of XML, which may hold secrets, only its length, and of a password only that there is one.</summary>
    public static ImmutableArray<(string Name, string Value)> Audited(DeviceSettings settings) =>
        [.. Of(settings).Where(field => field.Name != "version").Select(field => (field.Name, field switch
        {
            ("xml", string xml) => $"{xml.Length} letters",
            ("password", string password) => password.Length > 0 ? "set" : "cleared",
            _ => Text(field.Value),
        }))];

    /// <summary>The names of the fields that say what is wanted of the device.</summary>
    public static IEnumerable<string> Set(DeviceSettings settings) => Of(settings).Select(field => field.Name).Except(Others.Select(JsonNamingPolicy.CamelCase.ConvertName));

    private static IEnumerable<(string Name, object Value)> Of(object settings) =>
        from property in settings.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
        let value = property.GetValue(settings)
        where value is not null
        select (JsonNamingPolicy.CamelCase.ConvertName(property.Name), value);

    private static string Text(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        IEnumerable items => string.Join(", ", items.Cast<object>().Select(Text)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => string.Join(' ', Of(value).Select(field => $"{field.Name}={Text(field.Value)}")),
    };
}
