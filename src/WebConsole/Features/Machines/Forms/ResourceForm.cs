using System.Numerics;
using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Machines.Commands;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Forms;

/// <summary>Base of the forms for what a machine can have more or less of while it runs, up to the maximum of its start.</summary>
/// <typeparam name="T">The type of the amount.</typeparam>
public abstract class ResourceForm<T> : DefinitionForm<Machine, MachineChanges> where T : struct, INumber<T>
{
    private T? _amount;
    private T? _most;
    private bool _hasOwnMost;
    private Applies? _chosen;

    /// <summary>What the definition has.</summary>
    protected (T Amount, T Most) First { get; private set; }

    /// <summary>The least and the most that the running machine can have, and what it has.</summary>
    protected (T Least, T Most, T Has) Now { get; private set; }

    /// <summary>What the running machine has, where that is not what is stored: a change waits for its restart.</summary>
    protected T? Waiting => Subject.IsActive && Now.Has != First.Amount ? Now.Has : null;

    protected T? Amount
    {
        get => _amount;
        set
        {
            _amount = value;
            // The maximum follows, until somebody sets it.
            if (!_hasOwnMost)
                _most = T.Max(First.Most, value ?? T.Zero);
        }
    }

    protected T? Most
    {
        get => _most;
        set => (_most, _hasOwnMost) = (value, value != First.Most);
    }

    private bool Waits => Waiting is not null && _amount == First.Amount;

    /// <summary>What is stored is a change, too, where somebody wants it now and it waits.</summary>
    protected T? ChangedAmount => _amount == First.Amount && !(_chosen is Applies.Now && Waiting is not null) ? null : _amount;

    protected T? ChangedMost => _most == First.Most ? null : _most;

    protected Applies When => !Subject.IsActive ? Applies.Unsaid : CanChoose ? _chosen ?? (Waits ? Applies.AfterRestart : Usual) : Applies.AfterRestart;

    protected EventCallback<Applies> Chosen => CanChoose ? EventCallback.Factory.Create<Applies>(this, when => _chosen = when) : default;

    /// <summary>The argument <c>apply</c>.</summary>
    protected string? Apply => When is Applies.AfterRestart ? "next" : null;

    /// <summary>When it applies, where the user may choose and has not.</summary>
    protected virtual Applies Usual => Applies.Now;

    private bool CanChoose => Subject.IsActive && _amount >= Now.Least && _amount <= Now.Most;

    /// <summary>The amount and the maximum of a definition.</summary>
    protected abstract (T Amount, T Most) Of(DomainXml domain);

    /// <summary>The least that the running machine can have.</summary>
    protected abstract T LeastOf(DomainXml running);

    protected override void Fill(string xml)
    {
        if (!DomainXml.TryParse(xml, out var domain))
            return;
        First = Of(domain);
        (_amount, _most) = (First.Amount, First.Most);
        Now = DomainXml.TryParse(Subject.Xml, out var running) ? (LeastOf(running), Of(running).Most, Of(running).Amount) : default;
    }

    /// <summary>The definition with the changes.</summary>
    protected DomainXml After()
    {
        var domain = DomainXml.Parse(Definition!.Xml);
        EditMachine.Apply(Arguments, domain);
        return domain;
    }
}
