using WebConsole.Features.Provisioning.Commands;

namespace WebConsole.Features.Provisioning.Imports;

/// <summary>A machine of another product as the arguments of a new one.</summary>
/// <param name="Machine">To be completed, and sent to <c>POST /machines/{host}</c>.</param>
/// <param name="Remarks">What is not taken over, or otherwise; a sentence each.</param>
public sealed record MachineImport(NewMachine Machine, IReadOnlyList<string> Remarks);
