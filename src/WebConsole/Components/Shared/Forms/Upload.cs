namespace WebConsole.Components.Shared.Forms;

/// <summary>How far an upload is.</summary>
/// <param name="State">What it does.</param>
/// <param name="Sent">Bytes that have arrived.</param>
/// <param name="Error">Why it failed.</param>
public sealed record Upload(UploadState State, long Sent = 0, string? Error = null);

public enum UploadState
{
    Waiting,
    Sending,
    Paused,
    Failed,
    Done,
}
