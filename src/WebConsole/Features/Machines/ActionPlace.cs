namespace WebConsole.Features.Machines;

/// <summary>A button's place.</summary>
/// <param name="Action">What stands there.</param>
/// <param name="Offered">Whether it makes sense now; else it stands there to keep the place.</param>
public sealed record ActionPlace(MachineAction Action, bool Offered);
