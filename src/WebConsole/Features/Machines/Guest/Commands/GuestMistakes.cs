namespace WebConsole.Features.Machines.Guest.Commands;

internal static class GuestMistakes
{
    /// <summary>What is wrong, by the fields.</summary>
    public static IReadOnlyDictionary<string, string[]> Of(params IEnumerable<(string Field, string? Mistake)> fields) =>
        fields.Where(field => field.Mistake is not null).ToDictionary(field => field.Field, field => new[] { field.Mistake! });
}
