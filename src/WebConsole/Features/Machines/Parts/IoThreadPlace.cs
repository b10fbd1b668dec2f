namespace WebConsole.Features.Machines.Parts;

/// <summary>Where an I/O thread runs.</summary>
/// <param name="IoThread">Its number, from 1.</param>
/// <param name="Cpus">The host's CPUs, such as <c>0-3,^2</c>; empty for any.</param>
public sealed record IoThreadPlace(int IoThread, string Cpus);
