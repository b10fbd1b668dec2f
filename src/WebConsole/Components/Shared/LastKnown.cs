namespace WebConsole.Components.Shared;

/// <summary>The newest that was seen of something that can vanish while it is shown.</summary>
public sealed class LastKnown<TKey, TItem> where TItem : class where TKey : IEquatable<TKey>
{
    private TKey? _key;

    /// <summary>What to show; <c>null</c> where nothing was ever seen.</summary>
    public TItem? Item { get; private set; }

    /// <summary>Whether it is no longer there.</summary>
    public bool Gone { get; private set; }

    /// <summary>Takes what there is now of <paramref name="key"/>; another key begins anew.</summary>
    public void See(TKey key, TItem? found)
    {
        if (_key is null || !_key.Equals(key))
            (_key, Item) = (key, null);
        Item = found ?? Item;
        Gone = Item is not null && found is null;
    }
}
