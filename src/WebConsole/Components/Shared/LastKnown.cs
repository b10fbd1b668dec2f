namespace WebConsole.Components.Shared;

/// <summary>Keeps the last known state of an object that can vanish while it is shown.</summary>
public sealed class LastKnown<TKey, TItem> where TItem : class where TKey : IEquatable<TKey>
{
    private TKey? _key;

    /// <summary>The last known state; <c>null</c> if there was none.</summary>
    public TItem? Item { get; private set; }

    /// <summary>Whether it has vanished.</summary>
    public bool Gone { get; private set; }

    /// <summary>Sets the current state of <paramref name="key"/>; another key starts again.</summary>
    public void See(TKey key, TItem? found)
    {
        if (_key is null || !_key.Equals(key))
            (_key, Item) = (key, null);
        Item = found ?? Item;
        Gone = Item is not null && found is null;
    }
}
