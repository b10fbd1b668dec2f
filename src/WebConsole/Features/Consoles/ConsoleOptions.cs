using System.ComponentModel.DataAnnotations;

namespace WebConsole.Features.Consoles;

/// <summary>Settings under <c>WebConsole:Consoles</c>.</summary>
public sealed record ConsoleOptions
{
    public const string Section = "WebConsole:Consoles";

    /// <summary>The most consoles that one user may have open at once.</summary>
    [Range(1, 1000)]
    public int PerUser { get; init; } = 16;

    /// <summary>The most consoles that may be open at once in total; each may use about a megabyte of buffers.</summary>
    [Range(1, 10_000)]
    public int Total { get; init; } = 128;
}
