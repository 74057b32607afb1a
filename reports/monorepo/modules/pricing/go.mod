module example.org/shop/pricing

go 1.26
