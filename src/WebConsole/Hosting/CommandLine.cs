using System.Collections.Immutable;

namespace WebConsole.Hosting;

/// <summary>The command line: our own arguments, and the rest, which .NET's configuration reads as settings.</summary>
public sealed record CommandLine
{
    public const string Usage = """
        Usage: webconsole [argument]...
          --host NAME=URI      serve this libvirt host; repeatable; replaces all configured hosts
          --urls URL[;URL]     listen there (default http://127.0.0.1:8080)
          --new-link           print a one-time sign-in link for the running server, and exit
          --help               print this, and exit
          --SETTING=VALUE      any setting, as in --WebConsole:StateDirectory=/srv/webconsole
        """;

    /// <summary>Keys without a colon that .NET's hosting reads.</summary>
    private static readonly ImmutableArray<string> HostingKeys = ["urls", "environment", "contentRoot", "applicationName"];

    public ImmutableArray<KeyValuePair<string, string>> Hosts { get; private init; } = [];

    public bool NewLink { get; private init; }

    public bool Help { get; private init; }

    /// <summary>What is left for the configuration, each as <c>--key=value</c>.</summary>
    public ImmutableArray<string> Settings { get; private init; } = [];

    /// <exception cref="SettingsException">An argument that nobody knows, or one without its value.</exception>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var errors = new List<string>();
        var line = new CommandLine();
        for (var at = 0; at < args.Count; at++)
        {
            var (name, value) = Split(args[at]);
            if (name is "--new-link")
                line = line with { NewLink = true };
            else if (name is "--help" or "-h")
                line = line with { Help = true };
            else if (!IsSetting(name))
                errors.Add($"{args[at]}: unknown argument; --help lists them");
            else if (value is null && (++at == args.Count || args[at].StartsWith("--", StringComparison.Ordinal)))
                errors.Add($"{name}: a value is missing");
            else
                line = line.With(name, value ?? args[at], errors);
        }
        return errors.Count == 0 ? line : throw new SettingsException(errors);
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    private static bool IsSetting(string name) => name.StartsWith("--", StringComparison.Ordinal) &&
        (name is "--host" || name.Contains(':', StringComparison.Ordinal) || HostingKeys.Contains(name[2..], StringComparer.OrdinalIgnoreCase));

    private CommandLine With(string name, string value, List<string> errors)
    {
        if (name is not "--host")
            return this with { Settings = Settings.Add($"{name}={value}") };
        var (host, uri) = Split(value);
        if (uri is null)
            errors.Add($"--host {value}: write NAME=URI, as in --host local=qemu:///system");
        else if (Hosts.Any(other => other.Key == host))
            errors.Add($"--host {value}: the name is given twice");
        return this with { Hosts = Hosts.Add(new(host, uri ?? "")) };
    }
}
