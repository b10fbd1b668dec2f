using System.ComponentModel.DataAnnotations;

namespace WebConsole.Features.Consoles;

/// <summary>Settings under <c>WebConsole:Consoles</c>.</summary>
public sealed record ConsoleOptions
{
    public const string Section = "WebConsole:Consoles";

    /// <summary>Consoles that one user may have open at once.</summary>
    [Range(1, 1000)]
    public int PerUser { get; init; } = 16;

    /// <summary>Consoles open at once in all; each may hold a megabyte of buffers, or a little more.</summary>
    [Range(1, 10_000)]
    public int Total { get; init; } = 128;
}
