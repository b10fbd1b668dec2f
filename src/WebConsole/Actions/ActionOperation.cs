using WebConsole.Access;
using WebConsole.Operations;

namespace WebConsole.Actions;

/// <summary>The operation of an action, which takes its name and its right from the action.</summary>
public abstract record ActionOperation : Operation
{
    public sealed override string Action => Of.Word;
    public sealed override string Verb => Of.Verb;
    public sealed override string Doing => Of.Doing;
    public sealed override Right Needs => Of.Needs;

    /// <summary>The action that creates it.</summary>
    protected abstract ObjectAction Of { get; }
}
