namespace WebConsole.Appliances.Ovf;

/// <summary>A descriptor that was written.</summary>
/// <param name="Xml">Its text.</param>
/// <param name="Remarks">What the importing side gets otherwise, or not at all; a sentence each.</param>
internal sealed record OvfExport(string Xml, IReadOnlyList<string> Remarks);
