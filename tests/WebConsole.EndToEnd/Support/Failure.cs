namespace WebConsole.EndToEnd.Support;

/// <summary>Where a <see cref="FailingPart"/> throws.</summary>
internal enum Failure
{
    None,
    Beginning,
    Event,
    Rendering,
    Differ,
    Background,
}
