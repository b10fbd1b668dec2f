namespace WebConsole.OsInfo.Trees;

/// <summary>What an installation tree holds.</summary>
/// <param name="Os">The operating system; where <see cref="IsNearest"/>, its nearest relative.</param>
/// <param name="Tree">Which of its trees; <c>null</c> where only the system is known.</param>
/// <param name="IsNearest">Set where it is a release that the data do not know.</param>
public sealed record OsTreeMatch(Os Os, OsTree? Tree, bool IsNearest);
