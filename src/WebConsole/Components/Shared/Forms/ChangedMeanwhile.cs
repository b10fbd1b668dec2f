namespace WebConsole.Components.Shared.Forms;

/// <summary>Another user changed the object after the form was opened.</summary>
/// <param name="Said">What was changed and by whom: "alice set the memory to 3 GiB, 2 min ago."</param>
/// <param name="Before">The definition when the form opened.</param>
/// <param name="Now">The definition as it is.</param>
public sealed record ChangedMeanwhile(string Said, string Before, string Now);
