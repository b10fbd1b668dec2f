namespace WebConsole.Security;

/// <summary>How many uses are allowed at once, and how fast they are replenished.</summary>
internal sealed record Allowance(int Most, TimeSpan Return);
