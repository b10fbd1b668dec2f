using System.Globalization;

namespace WebConsole.Benchmarks.Harness;

/// <summary>The calls to domains that a process makes, by the log that libvirt's client library writes in it.</summary>
internal sealed class LibvirtCalls(string log)
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss.fffzzz";

    /// <summary>The command that a program is run by for that log.</summary>
    public string[] RunBy => ["env", "LIBVIRT_LOG_FILTERS=1:libvirt.domain", $"LIBVIRT_LOG_OUTPUTS=1:file:{log}"];

    /// <summary>When each call of one function began.</summary>
    public IReadOnlyList<DateTimeOffset> Of(string function) =>
    [
        // It writes its file meanwhile.
        .. File.ReadLines(log).Where(line => line.Contains($": {function}:", StringComparison.Ordinal)).Select(line => DateTimeOffset.ParseExact(
            line[..line.IndexOf(": ", StringComparison.Ordinal)], TimeFormat, CultureInfo.InvariantCulture)),
    ];
}
