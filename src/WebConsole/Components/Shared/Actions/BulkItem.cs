namespace WebConsole.Components.Shared.Actions;

/// <summary>A button of the bar over selected rows that is no action of their kind.</summary>
/// <param name="Id">What tests find it by.</param>
/// <param name="Icon">Its sign; <c>null</c> for none.</param>
/// <param name="Label">Its word, translated.</param>
/// <param name="Effect">What it does, translated.</param>
/// <param name="Run">What it does.</param>
public sealed record BulkItem(string Id, string? Icon, string Label, string Effect, Func<Task> Run)
{
    public bool Dangerous { get; init; }

    /// <summary>For how many of the selected rows it is; <c>null</c> for all.</summary>
    public int? Count { get; init; }
}
