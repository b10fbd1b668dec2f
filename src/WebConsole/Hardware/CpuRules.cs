using System.Collections.Immutable;
using WebConsole.OsInfo.Defaults;
using WebConsole.Text;

namespace WebConsole.Hardware;

/// <summary>What the processors of a machine can be, on the host that runs it.</summary>
internal static class CpuRules
{
    public const int MostVcpus = 4096;

    public static ImmutableArray<string> Modes { get; } = ["host-passthrough", "host-model", "maximum", "custom"];

    public static string? ModeMistake(string? mode, HostOffer offer) => OneOf.Mistake(mode, Modes)
        ?? (mode is null || offer.HasCpuMode(mode) ? null : $"The host does not offer {mode} for this machine.");

    /// <param name="mode">The mode that it is for; <c>null</c> for none.</param>
    /// <param name="model">The model.</param>
    /// <param name="offer">What the host offers.</param>
    /// <param name="isKvm">Whether the host's processor must run it.</param>
    public static string? ModelMistake(string? mode, string? model, HostOffer offer, bool isKvm) => (mode, model) switch
    {
        (null, null) or (not "custom", null) => null,
        ("custom", null) => "A model that the host offers, such as EPYC.",
        (not (null or "custom"), _) => "Only with the mode custom.",
        (_, { } named) when offer.Cpus is { Length: > 0 } known => known.FirstOrDefault(offered => offered.Name == named) switch
        {
            null => "A model that the host offers, such as " + known[0].Name + ".",
            { IsUsable: false } cpu when isKvm => Lacks(cpu),
            _ => null,
        },
        (_, { } named) => IsName(named) ? null : "The name of a CPU model, such as EPYC.",
    };

    /// <summary>Sockets, dies, cores and threads multiply to the most vCPUs.</summary>
    public static string? TopologyMistake(int most, int sockets, int dies, int cores, int threads)
    {
        if (new[] { sockets, dies, cores, threads }.Any(count => count is < 1 or > MostVcpus))
            return $"Sockets, cores and threads from 1 to {MostVcpus}.";
        var (words, sum) = dies == 1 ? ("Sockets × cores × threads", $"{sockets} × {cores} × {threads}") : ("Sockets × dies × cores × threads", $"{sockets} × {dies} × {cores} × {threads}");
        var product = (decimal)sockets * dies * cores * threads;
        return product == most ? null : $"{words} must be {most}; {sum} is {product}.";
    }

    /// <summary>Whether a text is written as models and features of processors are.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= 64 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_');

    private static string Lacks(OfferedCpu cpu) => cpu.Lacks is [_, ..] lacks ? $"The host's processor lacks what {cpu.Name} has: {string.Join(", ", lacks.Take(8))}{(lacks.Length > 8 ? ", …" : "")}." : $"The host's processor lacks what {cpu.Name} has.";
}
