namespace WebConsole.Features.Machines.Parts;

/// <summary>A NUMA node that a guest sees.</summary>
/// <param name="Cpus">Its vCPUs, such as <c>0-3,^2</c>.</param>
/// <param name="Memory">Its memory in bytes.</param>
public sealed record NumaCell(string Cpus, long Memory);
