using System.ComponentModel;
using System.Reflection;
using WebConsole.Security;

namespace WebConsole.Hosting;

/// <summary>
/// Reads <see cref="WebConsoleOptions"/>. Unlike the configuration binder, it continues after an invalid value and
/// refuses unknown keys, so that one start reports all errors.
/// </summary>
public static class SettingsReader
{
    /// <exception cref="SettingsException">Some settings are invalid; the exception names them all.</exception>
    public static WebConsoleOptions Read(IConfiguration configuration, CommandLine commandLine)
    {
        var section = configuration.GetSection(WebConsoleOptions.Section);
        var unreadable = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        // Other areas have sections of their own beside these fields.
        foreach (var (property, child) in Known(section, typeof(WebConsoleOptions)))
            Check(child, property.PropertyType, unreadable);

        var readable = new ConfigurationBuilder()
            .AddInMemoryCollection(section.AsEnumerable(makePathsRelative: true)
                .Where(pair => !unreadable.ContainsKey($"{WebConsoleOptions.Section}:{pair.Key}")))
            .Build();
        var options = WithDefaults(readable.Get<WebConsoleOptions>() ?? new(), commandLine);
        List<string> errors = [.. unreadable.Values, .. WebConsoleOptionsValidator.Errors(options), .. ListenAddresses.Errors(configuration, options)];
        return errors.Count == 0 ? options : throw new SettingsException(errors);
    }

    /// <summary>
    /// Unknown keys below our section that are not refused, each with the known keys of its section.
    /// </summary>
    /// <param name="configuration">All settings.</param>
    /// <param name="areas">The options of the areas that have sections of their own, by the section, in any letter case.</param>
    public static IEnumerable<(string Key, string Known)> Unread(IConfiguration configuration, IReadOnlyDictionary<string, Type> areas)
    {
        var section = configuration.GetSection(WebConsoleOptions.Section);
        string[] known = [.. Names(typeof(WebConsoleOptions)), .. areas.Keys.Select(path => ConfigurationPath.GetSectionKey(path))];
        foreach (var child in section.GetChildren())
        {
            if (areas.TryGetValue(child.Path, out var type))
            {
                foreach (var unread in Unknown(child, Names(type)))
                    yield return (unread.Path, string.Join(", ", Names(type)));
                // The binder takes a list's values only by their numbers.
                foreach (var (property, unread) in Known(child, type))
                    if (IsList(property.PropertyType) && unread.Value is { Length: > 0 })
                        yield return (unread.Path, $"{unread.Key}:0, {unread.Key}:1");
            }
            else if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                yield return (child.Path, string.Join(", ", known));
        }
    }

    private static WebConsoleOptions WithDefaults(WebConsoleOptions options, CommandLine commandLine) => options with
    {
        Hosts = commandLine.Hosts.Length > 0 ? commandLine.Hosts.ToDictionary(host => host.Key, host => new HostOptions { Uri = host.Value })
            : options.Hosts.Count > 0 ? options.Hosts
            : new() { ["local"] = new() { Uri = "qemu:///system" } },
        Roles = options.Roles.Count > 0 ? options.Roles
            : new() { ["root"] = Role.Administrator, ["sudo"] = Role.Administrator, ["wheel"] = Role.Administrator, ["libvirt"] = Role.Operator },
        StateDirectory = options.StateDirectory.Length > 0 ? options.StateDirectory : StateDirectory.Default(),
    };

    private static IEnumerable<(PropertyInfo Property, IConfigurationSection Child)> Known(IConfigurationSection section, Type type) =>
        from child in section.GetChildren()
        let property = type.GetProperty(child.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)
        where property?.CanWrite == true
        select (property, child);

    private static string[] Names(Type type) => [.. type.GetProperties().Where(property => property.CanWrite).Select(property => property.Name)];

    private static IEnumerable<IConfigurationSection> Unknown(IConfigurationSection section, string[] known) =>
        section.GetChildren().Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase));

    private static void Check(IConfigurationSection section, Type type, Dictionary<string, string> errors)
    {
        var converter = TypeDescriptor.GetConverter(type);
        if (type == typeof(string) || (type.IsValueType && converter.CanConvertFrom(typeof(string))))
            CheckValue(section, type, converter, errors);
        else if (IsList(type))
        {
            if (section.Value is { Length: > 0 })
                errors[section.Path] = $"{section.Path}: it has several values: set {section.Path}:{(type.GetGenericArguments() is [_] ? "0" : "NAME")}";
            foreach (var child in section.GetChildren())
                Check(child, type.GetGenericArguments()[^1], errors);
        }
        else
            CheckRecord(section, type, errors);
    }

    /// <summary>A list or a dictionary.</summary>
    private static bool IsList(Type type) => type.IsGenericType && Nullable.GetUnderlyingType(type) is null;

    private static void CheckRecord(IConfigurationSection section, Type type, Dictionary<string, string> errors)
    {
        foreach (var child in Unknown(section, Names(type)))
            errors[child.Path] = $"{child.Path}: unknown setting; known here: {string.Join(", ", Names(type))}";
        foreach (var (property, child) in Known(section, type))
            Check(child, property.PropertyType, errors);
    }

    private static void CheckValue(IConfigurationSection section, Type type, TypeConverter converter, Dictionary<string, string> errors)
    {
        try
        {
            var value = section.Value is null ? null : converter.ConvertFromInvariantString(section.Value);
            if (value is null || (type.IsEnum && !Enum.IsDefined(type, value)))
                errors[section.Path] = $"{section.Path}: {Expected(type)}";
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            errors[section.Path] = $"{section.Path}: \"{section.Value}\" can't be read; {Expected(type)}";
        }
    }

    private static string Expected(Type type) =>
        type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))} is expected"
        : type == typeof(TimeSpan) ? "a time as in 00:15:00 or 7.00:00:00 is expected"
        : type == typeof(string) ? "a text is expected"
        : $"a {type.Name} is expected";
}
