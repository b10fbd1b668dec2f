namespace WebConsole.Security;

/// <summary>How much of something may be used at once, and how soon one comes back.</summary>
internal sealed record Allowance(int Most, TimeSpan Return);
