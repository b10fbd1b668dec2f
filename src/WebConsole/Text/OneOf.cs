namespace WebConsole.Text;

/// <summary>A choice among words.</summary>
internal static class OneOf
{
    /// <summary>What is accepted, if <paramref name="value"/> is something else; <c>null</c> if nothing is wrong, or nothing was asked for.</summary>
    public static string? Mistake(string? value, IReadOnlyCollection<string> accepted) => value is null || accepted.Contains(value) ? null
        : accepted.All(word => word is "none") ? "There are none for this machine." : $"One of {string.Join(", ", accepted)}.";

    /// <summary>The same where an empty text leaves the choice to libvirt.</summary>
    public static string? MistakeUnlessEmpty(string? value, IReadOnlyCollection<string> accepted) => value is "" ? null : Mistake(value, accepted);
}
