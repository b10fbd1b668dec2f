using WebConsole.Access;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Actions;

/// <summary>The operation of an action, which takes its name and its right from the action.</summary>
public abstract record ActionOperation : Operation
{
    public sealed override string Action => Of.Word;
    public override string Verb => Of.Verb;
    public sealed override string Doing => Of.Doing;
    public sealed override Right Needs => Of.Needs;

    /// <summary>The action that creates it.</summary>
    protected abstract ObjectAction Of { get; }

    /// <summary>For the words of an action whose operation needs services: the feature registers it with another <c>Make</c>.</summary>
    protected static Operation MadeWithServices<T, TArguments>(T subject, HostStatus host, TArguments arguments) => MadeWithServices(subject, host);

    /// <inheritdoc cref="MadeWithServices{T, TArguments}"/>
    protected static Operation MadeWithServices<T>(T subject, HostStatus host) => throw new NotSupportedException("The action was registered without its services.");
}
