namespace WebConsole.Benchmarks.Harness;

/// <summary>An administrator's session.</summary>
/// <param name="StorageState">For a browser's context.</param>
/// <param name="Cookie">For the header of any other client.</param>
internal sealed record SignedIn(string StorageState, string Cookie);
